package dev.evenkeel.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.aws.RecordKind.Type;
import dev.evenkeel.environment.ApiCall;
import dev.evenkeel.environment.Misconfigured;
import dev.evenkeel.environment.Operator;
import dev.evenkeel.environment.TrafficSwitch.NotMoved;
import dev.evenkeel.mariadb.Endpoint;
import dev.evenkeel.provision.lookalike.Fault;
import dev.evenkeel.provision.lookalike.LookAlike;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.route53.model.AliasTarget;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;

/** The switches that AWS makes, at the look-alike: what is changed, what is waited for, what is put back. */
@Timeout(60)
class SwitchesTest {
    private static final String ZONE = "Z0123456789ABCDEFGHIJ";
    private static final String RECORD = "db.shop.example";
    private static final String ROLE = "AKIAEVENKEEL";
    private static final Endpoint SOURCE = new Endpoint("127.0.0.1", 13306);
    private static final Endpoint TARGET = new Endpoint("127.0.0.1", 13307);
    /** This machine has tunnels to both. */
    private static final Addresses ADDRESSES = new Addresses(Map.of(
            SOURCE,
            new Endpoint("shop.abc.eu-central-1.rds.amazonaws.com", 3306),
            TARGET,
            new Endpoint("shop-encrypted.abc.eu-central-1.rds.amazonaws.com", 3306)));

    private final List<ApiCall> calls = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private LookAlike lookAlike;
    private Clients administrator;
    private Clients clients;
    private Plane plane;

    @BeforeEach
    void an_account_with_a_zone() {
        lookAlike = LookAlike.start(Clock.systemUTC(), secret -> {});
        lookAlike.createZone(ZONE);
        lookAlike.admit(ROLE, "evenkeel", Policy.actions(chosen(List.of(), Duration.ofSeconds(9))));
        administrator = new Clients(access(LookAlike.ACCESS_KEY), call -> {});
        clients = new Clients(access(ROLE), calls::add);
        plane = new Plane(clients, access(ROLE), Map.of());
    }

    private Access access(String key) {
        return Access.local(
                lookAlike.endpoint(), List.of(lookAlike.nameServer()), LookAlike.REGION, LookAlike.ACCOUNT, key);
    }

    @AfterEach
    void end() {
        clients.close();
        administrator.close();
        lookAlike.close();
    }

    private static RecordKind.Chosen chosen(List<Endpoint> resolvers, Duration limit) {
        return new RecordKind.Chosen(ZONE, RECORD, Type.CNAME, Duration.ofSeconds(60), resolvers, limit);
    }

    private Operator operator() {
        return new Operator() {
            @Override
            public void note(String sentence) {
                notes.add(sentence);
            }

            @Override
            public Optional<String> ask(List<String> lines, Duration limit) {
                return Optional.empty();
            }
        };
    }

    private RecordSwitch record() {
        return new RecordSwitch(chosen(List.of(), Duration.ofSeconds(9)), plane, ADDRESSES, operator());
    }

    private static ResourceRecordSet cname(String name, long ttl, String value) {
        return ResourceRecordSet.builder()
                .name(name)
                .type(RRType.CNAME)
                .ttl(ttl)
                .resourceRecords(ResourceRecord.builder().value(value).build())
                .build();
    }

    private void put(ResourceRecordSet record) {
        String id = administrator
                .route53
                .changeResourceRecordSets(request -> request.hostedZoneId(ZONE)
                        .changeBatch(batch -> batch.changes(Change.builder()
                                .action(ChangeAction.UPSERT)
                                .resourceRecordSet(record)
                                .build())))
                .changeInfo()
                .id();
        administrator.route53.getChange(request -> request.id(id));
        administrator.route53.getChange(request -> request.id(id));
    }

    private List<ResourceRecordSet> zone() {
        return administrator
                .route53
                .listResourceRecordSets(request -> request.hostedZoneId(ZONE))
                .resourceRecordSets();
    }

    @Test
    void a_record_is_changed_alone_waited_for_and_put_back_as_it_was() {
        put(cname("cache.shop.example.", 30, "cache.example"));
        put(cname("db.shop.example.", 30, "SHOP.abc.eu-central-1.rds.amazonaws.com."));
        List<ResourceRecordSet> before = zone();
        RecordSwitch record = record();

        record.begin(SOURCE);
        assertThat(record.led()).isEqualTo(SOURCE);
        record.pointTo(TARGET);

        assertThat(record.current()).isEqualTo(TARGET);
        assertThat(zone())
                .containsExactly(
                        cname("cache.shop.example.", 30, "cache.example"),
                        cname("db.shop.example.", 30, "shop-encrypted.abc.eu-central-1.rds.amazonaws.com"));
        assertThat(new Resolver(lookAlike.nameServer(), RECORD, Type.CNAME, Duration.ZERO).answer())
                .contains("shop-encrypted.abc.eu-central-1.rds.amazonaws.com");
        assertThat(calls).extracting(ApiCall::operation).contains("GetChange");
        assertThat(notes)
                .containsExactly("record db.shop.example before this run: CNAME"
                        + " SHOP.abc.eu-central-1.rds.amazonaws.com., TTL 30");

        record.pointTo(SOURCE);

        assertThat(zone()).isEqualTo(before);
        assertThat(record.putBack(SOURCE)).isEmpty();
    }

    @Test
    void what_was_not_there_is_deleted_again_and_what_somebody_else_has_moved_stays() {
        RecordSwitch record = record();
        record.pointTo(SOURCE);
        assertThat(zone()).hasSize(1);
        assertThat(record.putBack(TARGET)).isEmpty();
        assertThat(record.putBack(SOURCE)).contains("nothing");
        assertThat(zone()).isEmpty();
    }

    @Test
    void a_record_that_nobody_may_keep_leads_to_the_target_as_soon_as_it_is_moved() {
        RecordKind.Chosen kept = new RecordKind.Chosen(
                ZONE, RECORD, Type.CNAME, Duration.ZERO, List.of(lookAlike.nameServer()), Duration.ofSeconds(9));
        RecordSwitch record = new RecordSwitch(kept, plane, ADDRESSES, operator());
        record.pointTo(SOURCE);
        assertThat(record.led()).isEqualTo(SOURCE);

        record.pointTo(TARGET);

        assertThat(record.led()).isEqualTo(TARGET);
        assertThat(zone())
                .containsExactly(cname("db.shop.example.", 0, "shop-encrypted.abc.eu-central-1.rds.amazonaws.com"));
    }

    @Test
    void a_record_that_could_not_be_moved_in_time_is_refused_long_before() {
        assertRefused("record db.shop.example is not in the zone " + ZONE);
        put(cname("db.shop.example.", 300, "shop.abc.eu-central-1.rds.amazonaws.com"));
        assertRefused("may be kept by resolvers for 300 s, must be 60 s at most (application.ttl); lower its TTL, and"
                + " begin no sooner than 300 s after that");
        put(cname("db.shop.example.", 30, "shop-encrypted.abc.eu-central-1.rds.amazonaws.com"));
        assertRefused("leads to 127.0.0.1:13307, must lead to the source shop.abc.eu-central-1.rds.amazonaws.com:3306");
        put(cname("db.shop.example.", 30, "other.example"));
        assertRefused("holds 'other.example', which is not an address of a server of this run");
        put(ResourceRecordSet.builder()
                .name("db.shop.example.")
                .type(RRType.CNAME)
                .aliasTarget(AliasTarget.builder()
                        .dnsName("x.example")
                        .hostedZoneId(ZONE)
                        .evaluateTargetHealth(false)
                        .build())
                .build());
        assertRefused("is an alias, or one of several");
        assertThat(calls).extracting(ApiCall::operation).doesNotContain("ChangeResourceRecordSets");
        Addresses ports = new Addresses(Map.of(SOURCE, SOURCE, TARGET, TARGET));
        assertThatThrownBy(() -> new RecordSwitch(chosen(List.of(), Duration.ofSeconds(9)), plane, ports, operator()))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("application.type is CNAME, which says nothing of a port");
    }

    private void assertRefused(String sentence) {
        assertThatThrownBy(() -> record().begin(SOURCE))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void a_change_that_waits_for_another_one_or_whose_answer_is_lost_is_made_again() {
        put(cname("db.shop.example.", 30, "shop.abc.eu-central-1.rds.amazonaws.com"));
        lookAlike.add(Fault.refused(
                "ChangeResourceRecordSets", 2, "PriorRequestNotComplete", 400, "The request was rejected"));
        lookAlike.add(Fault.answerLost("ChangeResourceRecordSets"));
        RecordSwitch record = record();
        record.pointTo(TARGET);
        assertThat(record.current()).isEqualTo(TARGET);
    }

    @Test
    void a_change_that_is_refused_and_a_resolver_that_does_not_learn_of_it_are_said() throws Exception {
        put(cname("db.shop.example.", 30, "shop.abc.eu-central-1.rds.amazonaws.com"));
        lookAlike.add(Fault.refused("ChangeResourceRecordSets", 1, "AccessDenied", 403, "not allowed"));
        assertThatThrownBy(() -> record().pointTo(TARGET))
                .isInstanceOf(NotMoved.class)
                .hasMessageStartingWith(
                        "record db.shop.example was to lead to 127.0.0.1:13307: record db.shop.example of"
                                + " the zone " + ZONE + ": AccessDenied, not allowed")
                .hasMessageEndingWith("; it leads to 127.0.0.1:13306 now");
        try (DatagramSocket silent = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            Endpoint resolver = new Endpoint("127.0.0.1", silent.getLocalPort());
            RecordSwitch record =
                    new RecordSwitch(chosen(List.of(resolver), Duration.ofSeconds(2)), plane, ADDRESSES, operator());
            record.begin(SOURCE);
            assertThat(notes).anyMatch(note -> note.startsWith("the resolver " + resolver + " does not answer"));
            assertThatThrownBy(() -> record.pointTo(TARGET))
                    .isInstanceOf(NotMoved.class)
                    .hasMessageContaining(
                            "leads to 127.0.0.1:13307, and whoever asks " + resolver + " may still go elsewhere");
        }
    }

    private SecretSwitch secret() {
        lookAlike.admit(ROLE, "evenkeel", Policy.actions(new SecretKind.Chosen("shop/database", "host", "port")));
        return new SecretSwitch(new SecretKind.Chosen("shop/database", "host", "port"), plane, ADDRESSES, operator());
    }

    private GetSecretValueResponse value() {
        return administrator.secrets.getSecretValue(request -> request.secretId("shop/database"));
    }

    @Test
    void of_a_secret_only_host_and_port_are_changed_and_the_version_before_is_put_back() {
        lookAlike.createSecret(
                "shop/database",
                "{\"username\":\"app\",\"password\":\"s3cret\","
                        + "\"host\":\"shop.abc.eu-central-1.rds.amazonaws.com\",\"port\":\"3306\",\"dbname\":\"shop\"}");
        GetSecretValueResponse before = value();
        SecretSwitch secret = secret();
        secret.begin(SOURCE);
        lookAlike.add(Fault.answerLost("PutSecretValue"));

        secret.pointTo(TARGET);

        assertThat(value().secretString())
                .isEqualTo("{\"username\":\"app\",\"password\":\"s3cret\","
                        + "\"host\":\"shop-encrypted.abc.eu-central-1.rds.amazonaws.com\",\"port\":\"3306\","
                        + "\"dbname\":\"shop\"}");
        assertThat(value().versionId()).isNotEqualTo(before.versionId());
        assertThat(secret.led()).isEqualTo(TARGET);
        assertThat(secret.putBack(SOURCE)).as("it leads elsewhere").isEmpty();
        assertThat(secret.putBack(TARGET)).contains("version " + before.versionId());
        assertThat(value().versionId()).isEqualTo(before.versionId());
        assertThat(value().secretString()).isEqualTo(before.secretString());
        assertThat(calls.toString() + notes).doesNotContain("s3cret");
    }

    @Test
    void a_secret_that_somebody_else_has_written_since_stays_and_one_that_is_no_address_is_refused() {
        lookAlike.createSecret("shop/database", "{\"host\":\"shop.abc.eu-central-1.rds.amazonaws.com\",\"port\":3306}");
        SecretSwitch secret = secret();
        secret.pointTo(TARGET);
        administrator.secrets.putSecretValue(
                request -> request.secretId("shop/database").secretString("{\"host\":\"h\",\"port\":1}"));
        assertThat(secret.putBack(TARGET)).isEmpty();
        lookAlike.createSecret("shop/database", "only-a-p4ssword");
        assertThatThrownBy(() -> secret().begin(SOURCE))
                .isInstanceOf(Misconfigured.class)
                .hasMessage(
                        "secret shop/database is not a JSON object, so where it leads is not known; its value must be"
                                + " one with host and port");
        lookAlike.admit(ROLE, "evenkeel", Set.of());
        assertThatThrownBy(secret::current)
                .isInstanceOf(NotMoved.class)
                .hasMessageContaining("is not authorized to perform: secretsmanager:GetSecretValue");
    }
}
