package dev.evenkeel.run;

import dev.evenkeel.environment.ApiCall;
import dev.evenkeel.event.RunEvent;
import java.time.Duration;

/** What a control plane was asked, as a run says it of itself. */
final class ApiCalls {
    private ApiCalls() {}

    static RunEvent.Call event(ApiCall call) {
        return new RunEvent.Call(
                call.service(),
                call.operation(),
                call.about(),
                call.took().map(Duration::toMillis),
                call.requestId(),
                call.status().map(Integer::longValue),
                call.error());
    }
}
