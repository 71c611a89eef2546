using SocialWorkflows.DurableTask.Client;
using SocialWorkflows.DurableTask.Worker.History;

namespace SocialWorkflows.DurableTask.Embedded.Storage;

/// <summary>
/// Events and failures the way they lie in the hub's file: a kind, the event's id and instant, and its fields in
/// order. Kinds and orders are stored: add kinds, never renumber, and never change the fields of one.
/// </summary>
internal static class HistoryCodec
{
    [ThreadStatic]
    private static BlobWriter? _writer;

    private enum Kind : byte
    {
        OrchestratorStarted = 1,
        OrchestratorCompleted = 2,
        ExecutionStarted = 3,
        ExecutionCompleted = 4,
        ExecutionTerminated = 5,
        TaskScheduled = 6,
        TaskCompleted = 7,
        TaskFailed = 8,
        ChildCreated = 9,
        ChildCompleted = 10,
        ChildFailed = 11,
        TimerCreated = 12,
        TimerFired = 13,
        EventSent = 14,
        EventRaised = 15,
        ExecutionSuspended = 16,
        ExecutionResumed = 17,
        Generic = 18,
    }

    public static byte[] Encode(IEnumerable<HistoryEvent> events)
    {
        var writer = Begin();
        foreach (var historyEvent in events)
        {
            Write(writer, historyEvent);
        }

        return writer.ToArray();
    }

    public static byte[] Encode(HistoryEvent historyEvent)
    {
        var writer = Begin();
        Write(writer, historyEvent);
        return writer.ToArray();
    }

    public static byte[] Encode(TaskFailureDetails failure)
    {
        var writer = Begin();
        Write(writer, failure);
        return writer.ToArray();
    }

    /// <exception cref="InvalidDataException">The bytes are not what <see cref="Encode(IEnumerable{HistoryEvent})"/> wrote.</exception>
    public static void Decode(ReadOnlySpan<byte> bytes, List<HistoryEvent> into)
    {
        var reader = new BlobReader(bytes);
        while (!reader.IsAtEnd)
        {
            into.Add(Read(ref reader));
        }
    }

    /// <exception cref="InvalidDataException">The bytes are no event.</exception>
    public static HistoryEvent DecodeEvent(ReadOnlySpan<byte> bytes)
    {
        var reader = new BlobReader(bytes);
        return Read(ref reader);
    }

    /// <exception cref="InvalidDataException">The bytes are no failure.</exception>
    public static TaskFailureDetails? DecodeFailure(ReadOnlySpan<byte> bytes)
    {
        var reader = new BlobReader(bytes);
        return ReadFailure(ref reader);
    }

    private static BlobWriter Begin()
    {
        var writer = _writer ??= new BlobWriter();
        writer.Clear();
        return writer;
    }

    private static void Begin(BlobWriter writer, Kind kind, HistoryEvent historyEvent)
    {
        writer.WriteByte((byte)kind);
        writer.WriteNumber(historyEvent.EventId);
        writer.WriteInstant(historyEvent.Timestamp);
    }

    private static void Write(BlobWriter writer, HistoryEvent historyEvent)
    {
        switch (historyEvent)
        {
            case OrchestratorStartedEvent:
                Begin(writer, Kind.OrchestratorStarted, historyEvent);
                break;
            case OrchestratorCompletedEvent:
                Begin(writer, Kind.OrchestratorCompleted, historyEvent);
                break;
            case ExecutionStartedEvent started:
                Begin(writer, Kind.ExecutionStarted, started);
                Write(writer, started.Name, started.Version, started.Input, started.ExecutionId);
                writer.WriteFlag(started.Parent is not null);
                if (started.Parent is { } parent)
                {
                    Write(writer, parent.InstanceId, parent.Name);
                    writer.WriteNumber(parent.TaskScheduledId);
                }

                break;
            case ExecutionCompletedEvent completed:
                Begin(writer, Kind.ExecutionCompleted, completed);
                writer.WriteNumber((int)completed.OrchestrationStatus);
                writer.WriteText(completed.Result);
                Write(writer, completed.FailureDetails);
                break;
            case ExecutionTerminatedEvent terminated:
                Begin(writer, Kind.ExecutionTerminated, terminated);
                writer.WriteText(terminated.Input);
                writer.WriteFlag(terminated.Recurse);
                break;
            case TaskScheduledEvent scheduled:
                Begin(writer, Kind.TaskScheduled, scheduled);
                Write(writer, scheduled.Name, scheduled.Version, scheduled.Input);
                break;
            case TaskCompletedEvent completed:
                Begin(writer, Kind.TaskCompleted, completed);
                writer.WriteNumber(completed.TaskScheduledId);
                writer.WriteText(completed.Result);
                break;
            case TaskFailedEvent failed:
                Begin(writer, Kind.TaskFailed, failed);
                writer.WriteNumber(failed.TaskScheduledId);
                Write(writer, failed.FailureDetails);
                break;
            case SubOrchestrationInstanceCreatedEvent created:
                Begin(writer, Kind.ChildCreated, created);
                Write(writer, created.InstanceId, created.Name, created.Version, created.Input);
                break;
            case SubOrchestrationInstanceCompletedEvent completed:
                Begin(writer, Kind.ChildCompleted, completed);
                writer.WriteNumber(completed.TaskScheduledId);
                Write(writer, completed.Result, completed.InstanceId);
                break;
            case SubOrchestrationInstanceFailedEvent failed:
                Begin(writer, Kind.ChildFailed, failed);
                writer.WriteNumber(failed.TaskScheduledId);
                Write(writer, failed.FailureDetails);
                writer.WriteText(failed.InstanceId);
                break;
            case TimerCreatedEvent created:
                Begin(writer, Kind.TimerCreated, created);
                writer.WriteInstant(created.FireAt);
                break;
            case TimerFiredEvent fired:
                Begin(writer, Kind.TimerFired, fired);
                writer.WriteInstant(fired.FireAt);
                writer.WriteNumber(fired.TimerId);
                break;
            case EventSentEvent sent:
                Begin(writer, Kind.EventSent, sent);
                Write(writer, sent.InstanceId, sent.Name, sent.Input);
                break;
            case EventRaisedEvent raised:
                Begin(writer, Kind.EventRaised, raised);
                Write(writer, raised.Name, raised.Input);
                break;
            case ExecutionSuspendedEvent suspended:
                Begin(writer, Kind.ExecutionSuspended, suspended);
                writer.WriteText(suspended.Input);
                break;
            case ExecutionResumedEvent resumed:
                Begin(writer, Kind.ExecutionResumed, resumed);
                writer.WriteText(resumed.Input);
                break;
            case GenericEvent generic:
                Begin(writer, Kind.Generic, generic);
                writer.WriteText(generic.Data);
                break;
            default:
                throw new NotSupportedException($"Events of type {historyEvent.GetType()} cannot be stored.");
        }
    }

    private static HistoryEvent Read(ref BlobReader reader)
    {
        var kind = (Kind)reader.ReadByte();
        var id = reader.ReadNumber();
        var at = reader.ReadInstant();
        return kind switch
        {
            Kind.OrchestratorStarted => new OrchestratorStartedEvent(id, at),
            Kind.OrchestratorCompleted => new OrchestratorCompletedEvent(id, at),
            Kind.ExecutionStarted => new ExecutionStartedEvent(id, at, reader.ReadKnownText(), reader.ReadText(), reader.ReadText())
            {
                ExecutionId = reader.ReadText(),
                Parent = reader.ReadFlag() ? new ParentInstance(reader.ReadKnownText(), reader.ReadText(), reader.ReadNumber()) : null,
            },
            Kind.ExecutionCompleted => new ExecutionCompletedEvent(id, at, (OrchestrationRuntimeStatus)reader.ReadNumber(), reader.ReadText(), ReadFailure(ref reader)),
            Kind.ExecutionTerminated => new ExecutionTerminatedEvent(id, at, reader.ReadText()) { Recurse = reader.ReadFlag() },
            Kind.TaskScheduled => new TaskScheduledEvent(id, at, reader.ReadKnownText(), reader.ReadText(), reader.ReadText()),
            Kind.TaskCompleted => new TaskCompletedEvent(id, at, reader.ReadNumber(), reader.ReadText()),
            Kind.TaskFailed => new TaskFailedEvent(id, at, reader.ReadNumber(), ReadFailure(ref reader)),
            Kind.ChildCreated => new SubOrchestrationInstanceCreatedEvent(id, at, reader.ReadKnownText(), reader.ReadKnownText(), reader.ReadText(), reader.ReadText()),
            Kind.ChildCompleted => new SubOrchestrationInstanceCompletedEvent(id, at, reader.ReadNumber(), reader.ReadText()) { InstanceId = reader.ReadText() },
            Kind.ChildFailed => new SubOrchestrationInstanceFailedEvent(id, at, reader.ReadNumber(), ReadFailure(ref reader)) { InstanceId = reader.ReadText() },
            Kind.TimerCreated => new TimerCreatedEvent(id, at, reader.ReadInstant()),
            Kind.TimerFired => new TimerFiredEvent(id, at, reader.ReadInstant(), reader.ReadNumber()),
            Kind.EventSent => new EventSentEvent(id, at, reader.ReadKnownText(), reader.ReadKnownText(), reader.ReadText()),
            Kind.EventRaised => new EventRaisedEvent(id, at, reader.ReadKnownText(), reader.ReadText()),
            Kind.ExecutionSuspended => new ExecutionSuspendedEvent(id, at, reader.ReadText()),
            Kind.ExecutionResumed => new ExecutionResumedEvent(id, at, reader.ReadText()),
            Kind.Generic => new GenericEvent(id, at, reader.ReadText()),
            _ => throw new InvalidDataException($"An event of the unknown kind {kind}."),
        };
    }

    private static void Write(BlobWriter writer, params ReadOnlySpan<string?> texts)
    {
        foreach (var text in texts)
        {
            writer.WriteText(text);
        }
    }

    private static void Write(BlobWriter writer, TaskFailureDetails? failure)
    {
        writer.WriteFlag(failure is not null);
        if (failure is not null)
        {
            Write(writer, failure.ErrorType, failure.ErrorMessage, failure.StackTrace);
            writer.WriteFlag(failure.IsNonRetriable);
            Write(writer, failure.InnerFailure);
        }
    }

    private static TaskFailureDetails? ReadFailure(ref BlobReader reader)
    {
        if (!reader.ReadFlag())
        {
            return null;
        }

        var (type, message, trace, isFinal) = (reader.ReadKnownText(), reader.ReadKnownText(), reader.ReadText(), reader.ReadFlag());
        return new TaskFailureDetails(type, message, trace, ReadFailure(ref reader)) { IsNonRetriable = isFinal };
    }
}
