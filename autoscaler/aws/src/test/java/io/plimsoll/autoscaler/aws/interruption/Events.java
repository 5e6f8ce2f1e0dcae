package io.plimsoll.autoscaler.aws.interruption;

/** Events of EventBridge, written at noon. */
final class Events {

    private Events() {}

    static String ec2(String detailType, String detail) {
        return of("aws.ec2", detailType, detail);
    }

    static String of(String source, String detailType, String detail) {
        return """
        {"version": "0", "id": "12345678-1234-1234-1234-123456789012",
         "detail-type": "%s", "source": "%s", "account": "123456789012",
         "time": "2026-03-05T12:00:00Z", "region": "us-west-1",
         "resources": ["arn:aws:ec2:us-west-1:123456789012:instance/i-0123456789abcdef0"],
         "detail": %s}
        """
                .formatted(detailType, source, detail);
    }
}
