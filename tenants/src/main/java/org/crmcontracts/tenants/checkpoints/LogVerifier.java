package org.crmcontracts.tenants.checkpoints;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.BufferedReader;
import java.io.IOException;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.crmcontracts.tenants.audit.AuditEvent;
import org.crmcontracts.tenants.audit.AuditPerson;
import org.crmcontracts.tenants.audit.ChainReport;
import org.crmcontracts.tenants.audit.ChainVerifier;
import org.crmcontracts.tenants.http.Json;
import org.jspecify.annotations.Nullable;

/** Checks a downloaded log line by line, without server, database, or the whole of it in memory. For one file. */
public final class LogVerifier {
    private static final int MOST_FAULTS = 20;

    private final BufferedReader file;
    private final List<String> faults = new ArrayList<>();
    private final Set<String> changed = new HashSet<>();
    private long line;
    private long people;
    private long checkpoints;
    private @Nullable Long badRecord;
    private @Nullable ChainVerifier chain;

    public LogVerifier(BufferedReader file) {
        this.file = file;
    }

    /** The file is no audit log, so that nothing can be said of it. */
    public static final class NoLog extends Exception {
        private static final long serialVersionUID = 1L;

        NoLog(String why) {
            super(why);
        }
    }

    /**
     * Reads the file to its end.
     *
     * @param held checkpoints held outside of the installation, as downloaded or mailed
     * @param trusted the installation's keys as the caller knows them, null to believe those of the file
     */
    public LogReport verify(List<String> held, @Nullable PublicKeys trusted) throws IOException, NoLog {
        LogFile.Header header = header();
        PublicKeys keys = trusted == null ? keys(header) : trusted;
        CheckpointSeries series = new CheckpointSeries(keys, header.tenantId());
        Map<Long, String> outside = held(held, keys, header);
        String text;
        boolean ended = false;
        while ((text = file.readLine()) != null) {
            line++;
            if (ended) {
                fault("line " + line + " stands after the end");
                break;
            }
            ended = read(text, series, outside);
        }
        if (!ended) {
            fault("the file ends early, after line " + line + ": the download broke off or the end was cut off");
        }
        judge(header, series, outside);
        return new LogReport(
                header.tenantKey(),
                header.tenantId(),
                chain == null ? 0 : chain.count(),
                people,
                checkpoints,
                outside.keySet().stream().max(Long::compare).orElse(0L),
                badRecord == null ? OptionalLong.empty() : OptionalLong.of(badRecord),
                faults,
                keys.ids());
    }

    private LogFile.Header header() throws IOException, NoLog {
        String first = file.readLine();
        line = 1;
        try {
            LogFile.Line read = LogFile.Line.of(first == null ? "" : first);
            if (read.type().equals(LogFile.HEADER)) {
                LogFile.Header header = read.as(LogFile.Header.class);
                if (header.form() == LogFile.FORM && header.tenantId() != null && header.keys() != null) {
                    return header;
                }
            }
        } catch (JsonProcessingException e) {
            throw new NoLog("the first line is no header of an audit log");
        }
        throw new NoLog("the first line is no header of an audit log of form " + LogFile.FORM);
    }

    private static PublicKeys keys(LogFile.Header header) throws NoLog {
        try {
            return PublicKeys.parse(Json.canonical(header.keys()));
        } catch (ParseException e) {
            throw new NoLog("the header holds no keys");
        }
    }

    private Map<Long, String> held(List<String> held, PublicKeys keys, LogFile.Header header) {
        Map<Long, String> heads = new HashMap<>();
        for (String text : held) {
            try {
                Checkpoint checkpoint = keys.verify(jws(text));
                if (checkpoint.tenantId().equals(header.tenantId())) {
                    heads.put(checkpoint.seq(), checkpoint.hash());
                } else {
                    fault("a given checkpoint is another tenant's");
                }
            } catch (PublicKeys.NotAuthentic e) {
                fault("a given checkpoint cannot be believed: " + e.getMessage());
            }
        }
        return heads;
    }

    /** From a download, from the event of a webhook, or the bare signature. */
    private static String jws(String text) {
        try {
            return Json.mapper().readTree(text).findPath("jws").asText();
        } catch (JsonProcessingException e) {
            return text.strip();
        }
    }

    /** Whether the line is the end. */
    private boolean read(String text, CheckpointSeries series, Map<Long, String> outside) {
        try {
            LogFile.Line read = LogFile.Line.of(text);
            switch (read.type()) {
                case LogFile.CHECKPOINT -> {
                    checkpoints++;
                    series.next(read.as(LogFile.CheckpointLine.class).jws());
                }
                case LogFile.PERSON -> person(read.as(AuditPerson.class));
                case LogFile.EVENT -> event(read.as(AuditEvent.class), series, outside);
                case LogFile.END -> {
                    return true;
                }
                default -> malformed();
            }
        } catch (JsonProcessingException | IllegalArgumentException e) {
            malformed();
        }
        return false;
    }

    private void malformed() {
        long record = chain == null ? 0 : chain.count() + 1;
        if (record > 0 && chain.isGood()) {
            blame(record);
        }
        fault("line " + line + " is no line of an audit log"
                + (record > 0 ? ", in the place of record " + record : ""));
    }

    private void person(AuditPerson person) {
        people++;
        if (chain != null) {
            fault("line " + line + " is a person among the events");
        }
        if (!person.fits()) {
            changed.add(person.ref());
            fault("line " + line + ": the person was changed: the reference does not fit");
        }
    }

    private void event(AuditEvent event, CheckpointSeries series, Map<Long, String> outside) {
        ChainVerifier verifier = chain(series, outside);
        boolean good = verifier.isGood();
        verifier.next(event);
        if (good && !verifier.isGood()) {
            fault("line " + line + " is where the chain breaks");
        } else if (good && changed.stream().anyMatch(event::names)) {
            blame(event.seq());
        }
    }

    // The checkpoints come first in the file; where the two disagree the one held outside is believed.
    private ChainVerifier chain(CheckpointSeries series, Map<Long, String> outside) {
        ChainVerifier known = chain;
        if (known == null) {
            Map<Long, String> heads = new HashMap<>(series.sealed());
            heads.putAll(outside);
            known = new ChainVerifier(heads);
            chain = known;
        }
        return known;
    }

    private void judge(LogFile.Header header, CheckpointSeries series, Map<Long, String> outside) {
        ChainReport report = chain(series, outside).against(header.seq(), header.hash());
        if (report.firstInvalid() != null && report.reason() != null) {
            badRecord = badRecord == null ? report.firstInvalid() : Math.min(badRecord, report.firstInvalid());
            faults.add(0, "record " + report.firstInvalid() + ": " + words(report.reason()));
        }
        if (series.fault() != null) {
            fault("a checkpoint of the file, " + series.fault());
        }
    }

    private static String words(ChainReport.Reason reason) {
        return switch (reason) {
            case NUMBER -> "another number stands in its place: a record is missing, moved or inserted";
            case HASH -> "its hash does not fit its content and the record before it: it was changed or inserted";
            case END -> "the chain does not end as its head says: records were cut off or added";
            case CHECKPOINT -> "the chain does not fit a checkpoint: it was made anew from here on, or cut off";
            case PERSON -> "the person it refers to was changed";
        };
    }

    private void blame(long record) {
        if (badRecord == null) {
            badRecord = record;
        }
    }

    private void fault(String why) {
        if (faults.size() < MOST_FAULTS) {
            faults.add(why);
        }
    }
}
