package dev.evenkeel.aws;

import dev.evenkeel.environment.ApiCall;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/** Tells of every call. What changes something is reported before it is sent, so that a lost answer leaves a trace. */
final class CallWatch implements ExecutionInterceptor {
    private static final ExecutionAttribute<Long> BEGUN = new ExecutionAttribute<>("evenkeel.begun");

    /** What a request names, and nothing else of it: no value that could be a secret. */
    private static final Set<String> NAMES = Set.of(
            "DBInstanceIdentifier",
            "NewDBInstanceIdentifier",
            "SourceDBInstanceIdentifier",
            "DBParameterGroupName",
            "DBSnapshotIdentifier",
            "SourceDBSnapshotIdentifier",
            "TargetDBSnapshotIdentifier",
            "BlueGreenDeploymentIdentifier",
            "ResourceIdentifier",
            "ResourceName",
            "SourceIdentifier",
            "KeyId",
            "SecretId",
            "HostedZoneId",
            "Id",
            "RoleArn");

    private static final List<String> QUESTIONS = List.of("Describe", "List", "Get");

    private final Consumer<ApiCall> told;

    CallWatch(Consumer<ApiCall> told) {
        this.told = told;
    }

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        attributes.putAttribute(BEGUN, System.nanoTime());
        if (QUESTIONS.stream().noneMatch(operation(attributes)::startsWith)) {
            told.accept(new ApiCall(
                    service(attributes),
                    operation(attributes),
                    about(context.request()),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty()));
        }
    }

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
        told.accept(new ApiCall(
                service(attributes),
                operation(attributes),
                about(context.request()),
                Optional.of(took(attributes)),
                context.httpResponse().firstMatchingHeader("x-amzn-RequestId"),
                Optional.of(context.httpResponse().statusCode()),
                Optional.empty()));
    }

    @Override
    public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
        Optional<AwsServiceException> refused =
                context.exception() instanceof AwsServiceException e ? Optional.of(e) : Optional.empty();
        told.accept(new ApiCall(
                service(attributes),
                operation(attributes),
                about(context.request()),
                Optional.of(took(attributes)),
                refused.map(AwsServiceException::requestId),
                refused.map(AwsServiceException::statusCode),
                Optional.of(Refusals.words(context.exception()))));
    }

    private static String service(ExecutionAttributes attributes) {
        return attributes
                .getAttribute(SdkExecutionAttribute.SERVICE_NAME)
                .toLowerCase(Locale.ROOT)
                .replace(" ", "");
    }

    private static String operation(ExecutionAttributes attributes) {
        return attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
    }

    private static Duration took(ExecutionAttributes attributes) {
        return Duration.ofNanos(System.nanoTime()
                - Optional.ofNullable(attributes.getAttribute(BEGUN)).orElseGet(System::nanoTime));
    }

    private static String about(SdkRequest request) {
        return request.sdkFields().stream()
                .filter(field -> NAMES.contains(field.memberName()))
                .map(field -> value(field, request))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(", "));
    }

    private static Optional<String> value(SdkField<?> field, SdkRequest request) {
        return Optional.ofNullable(field.getValueOrDefault(request)).map(Object::toString);
    }
}
