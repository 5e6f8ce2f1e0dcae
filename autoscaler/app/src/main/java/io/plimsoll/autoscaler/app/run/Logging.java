package io.plimsoll.autoscaler.app.run;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import io.plimsoll.autoscaler.app.InvalidInputException;
import io.plimsoll.autoscaler.app.flags.FlagValues;
import java.io.OutputStream;
import org.slf4j.LoggerFactory;

/** {@code --v} and {@code --logging-format}, in the senses that Cluster Autoscaler gives them. */
final class Logging {

    /** What its chart sets, and what it tells by then: the decisions. */
    private static final int USUAL = 4;

    /** From here on klog tells of each request. */
    private static final int LIBRARIES = 8;

    private Logging() {}

    /**
     * @throws InvalidInputException for a format that is none
     */
    static void configure(FlagValues flags) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        setLevels(context, flags.integer("v"));
        String format = flags.string("logging-format").orElse("text");
        switch (format) {
            case "text" -> {}
            case "json" -> writeJson(context, System.err);
            default ->
                    throw new InvalidInputException(
                            "--logging-format: \"%s\" is not allowed; allowed: text, json"
                                    .formatted(format));
        }
    }

    static void setLevels(LoggerContext context, int verbosity) {
        context.getLogger("io.plimsoll").setLevel(verbosity > USUAL ? Level.DEBUG : Level.INFO);
        boolean libraries = verbosity >= LIBRARIES;
        context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(libraries ? Level.DEBUG : Level.WARN);
        context.getLogger("io.fabric8").setLevel(libraries ? Level.DEBUG : Level.ERROR);
    }

    /** One JSON object a line. */
    static void writeJson(LoggerContext context, OutputStream to) {
        JsonEncoder encoder = new JsonEncoder();
        encoder.setContext(context);
        encoder.setWithSequenceNumber(false);
        encoder.setWithNanoseconds(false);
        encoder.setWithContext(false);
        encoder.setWithMDC(false);
        encoder.setWithMessage(false);
        encoder.setWithArguments(false);
        encoder.setWithFormattedMessage(true);
        encoder.start();
        OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.setOutputStream(to);
        appender.start();
        for (Logger logger : context.getLoggerList()) {
            logger.detachAndStopAllAppenders();
            logger.setAdditive(true);
        }
        context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(appender);
    }
}
