package dev.evenkeel.provision.lookalike;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;

/** The SDK's own clients, told of another address and nothing else. */
final class Clients {
    private Clients() {}

    static <C, B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>> C of(
            B builder, URI endpoint, String accessKey) {
        return builder.endpointOverride(endpoint)
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, "any")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }
}
