namespace SocialWorkflows.DurableTask;

/// <summary>The name of an orchestrator or activity. Names are stored data and are compared ignoring case.</summary>
public readonly struct TaskName(string name) : IEquatable<TaskName>
{
    /// <summary>The name, or an empty string for <c>default</c>.</summary>
    public string Name => name ?? string.Empty;

    public static implicit operator TaskName(string value) => FromString(value);

    public static implicit operator string(TaskName value) => value.Name;

    public static TaskName FromString(string value) => string.IsNullOrEmpty(value) ? default : new TaskName(value);

    public static bool operator ==(TaskName left, TaskName right) => left.Equals(right);

    public static bool operator !=(TaskName left, TaskName right) => !left.Equals(right);

    public bool Equals(TaskName other) => string.Equals(Name, other.Name, StringComparison.OrdinalIgnoreCase);

    public override bool Equals(object? obj) => obj is TaskName other && Equals(other);

    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Name);

    public override string ToString() => Name;
}
