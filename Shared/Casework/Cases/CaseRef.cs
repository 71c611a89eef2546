namespace SocialWorkflows.Casework.Cases;

/// <summary>
/// Names one case inside one municipality. Both parts are opaque: derived from the message that opened the case,
/// never from the person.
/// </summary>
public readonly record struct CaseRef(string Municipality, string CaseId)
{
    public override string ToString() => $"{Municipality}/{CaseId}";
}
