package dev.evenkeel.aws;

import dev.evenkeel.environment.ControlPlane.Refused;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** What the services, or the way there, say instead of an answer: one sentence, with what to do. */
final class Refusals {
    /** Something else is under way with the same thing. */
    private static final Set<String> PASSING =
            Set.of("InvalidDBParameterGroupState", "InvalidDBInstanceState", "PriorRequestNotComplete");

    private Refusals() {}

    static Refused of(String doing, SdkException e) {
        String code = e instanceof AwsServiceException service
                ? Optional.ofNullable(service.awsErrorDetails())
                        .map(AwsErrorDetails::errorCode)
                        .orElse("")
                : "";
        return new Refused(doing + ": " + words(e) + remedy(code, e), e, PASSING.contains(code));
    }

    private static String remedy(String code, SdkException e) {
        if (e instanceof AwsServiceException service && service.isThrottlingException()) {
            return "; it was asked several times, so wait a minute and begin again";
        }
        return switch (code) {
            case "AccessDenied", "AccessDeniedException" ->
                "; allow it in the policy of the role that this run uses (docs/aws.md lists every action)";
            case "ExpiredToken", "ExpiredTokenException", "RequestExpired" ->
                "; the credentials are out of date: get new ones, then begin again";
            case "InvalidClientTokenId", "UnrecognizedClientException", "SignatureDoesNotMatch" ->
                "; check the credentials that the SDK finds: environment, shared files or the machine's role";
            case "DBInstanceNotFound" -> "; check servers: in the profile, and aws.region";
            default -> code.isEmpty() ? "; check aws.region, aws.endpoint and the network to it" : "";
        };
    }

    /** In one line, without the SDK's ornaments. */
    static String words(Throwable e) {
        if (e instanceof AwsServiceException service && service.awsErrorDetails() != null) {
            return service.awsErrorDetails().errorCode() + ", "
                    + service.awsErrorDetails().errorMessage();
        }
        return String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
    }
}
