package dev.evenkeel.aws;

import dev.evenkeel.environment.ApiCall;
import dev.evenkeel.environment.ControlPlane.Refused;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** The services' clients, all with the same credentials, and each call told. Tries of one call are the SDK's affair. */
final class Clients implements AutoCloseable {
    private final Access access;
    private final ClientOverrideConfiguration watched;
    private final SdkHttpClient http = UrlConnectionHttpClient.create();
    private final Deque<SdkAutoCloseable> open = new ArrayDeque<>();
    private final AwsCredentialsProvider credentials;
    final RdsClient rds;
    final KmsClient kms;
    final SecretsManagerClient secrets;
    final StsClient sts;
    final Route53Client route53;
    final CloudWatchClient cloudWatch;

    Clients(Access access, Consumer<ApiCall> told) {
        this.access = access;
        this.watched = ClientOverrideConfiguration.builder()
                .addExecutionInterceptor(new CallWatch(told))
                .build();
        AwsCredentialsProvider found = access.keys()
                .<AwsCredentialsProvider>map(keys -> StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(keys.accessKey(), keys.secretKey())))
                .orElseGet(() -> DefaultCredentialsProvider.builder().build());
        credentials = access.role()
                .<AwsCredentialsProvider>map(role -> assumed(role, found))
                .orElse(found);
        rds = opened(RdsClient.builder(), credentials);
        kms = opened(KmsClient.builder(), credentials);
        secrets = opened(SecretsManagerClient.builder(), credentials);
        sts = opened(StsClient.builder(), credentials);
        route53 = opened(Route53Client.builder(), credentials);
        cloudWatch = opened(CloudWatchClient.builder(), credentials);
    }

    /** Asked for again by itself before it is out of date: a run takes longer than an hour. */
    private AwsCredentialsProvider assumed(String role, AwsCredentialsProvider found) {
        StsAssumeRoleCredentialsProvider provider = StsAssumeRoleCredentialsProvider.builder()
                .stsClient(opened(StsClient.builder(), found))
                .refreshRequest(request -> request.roleArn(role).roleSessionName("evenkeel"))
                .build();
        open.push(provider);
        return provider;
    }

    private <
                    C extends SdkAutoCloseable,
                    B extends
                            AwsSyncClientBuilder<B, C>
                                    & software.amazon.awssdk.awscore.client.builder.AwsClientBuilder<B, C>>
            C opened(B builder, AwsCredentialsProvider as) {
        access.endpoint().ifPresent(builder::endpointOverride);
        C client = builder.region(Region.of(access.region()))
                .credentialsProvider(as)
                .httpClient(http)
                .overrideConfiguration(watched)
                .build();
        open.push(client);
        return client;
    }

    /**
     * Makes a call.
     *
     * @param doing what for, as the beginning of a sentence
     * @throws Refused with what was answered instead
     */
    static <R> R ask(String doing, Supplier<R> call) {
        try {
            return call.get();
        } catch (SdkException e) {
            throw Refusals.of(doing, e);
        }
    }

    @Override
    public void close() {
        open.forEach(SdkAutoCloseable::close);
        http.close();
    }
}
