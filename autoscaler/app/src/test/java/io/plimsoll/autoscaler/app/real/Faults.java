package io.plimsoll.autoscaler.app.real;

import io.plimsoll.testbed.FaultyProxy.Fault;
import io.plimsoll.testbed.HttpConnection.Request;
import java.util.function.Predicate;

/** What servers answer on bad days, and to which requests. */
final class Faults {

    /** Of AWS. */
    static final Fault THROTTLED = awsError(400, "Throttling", "Rate exceeded");

    /** Of AWS. */
    static final Fault BROKEN = awsError(500, "InternalFailure", "Internal failure");

    /** Of AWS. */
    static final Fault DENIED = awsError(403, "AccessDenied", "You are not authorized");

    /** Of the API server. */
    static final Fault FORBIDDEN =
            new Fault.Answer(
                    403,
                    "application/json",
                    """
                    {"kind":"Status","apiVersion":"v1","status":"Failure","reason":"Forbidden",
                     "message":"not allowed","code":403}\
                    """);

    /** What a proxy in between says. */
    static final String PAGE = "<html><body>502 Bad Gateway</body></html>";

    private Faults() {}

    static boolean any(Request request) {
        return !request.path().isEmpty();
    }

    /** An action of AWS. */
    static Predicate<Request> calls(String action) {
        return request -> request.body().contains("Action=" + action + "&");
    }

    private static Fault awsError(int status, String code, String message) {
        return new Fault.Answer(
                status,
                "text/xml",
                """
                <ErrorResponse><Error><Type>Sender</Type><Code>%s</Code><Message>%s</Message></Error>
                <RequestId>1</RequestId></ErrorResponse>\
                """
                        .formatted(code, message));
    }
}
