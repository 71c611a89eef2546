namespace SocialWorkflows.Mail.Reading;

/// <summary>Collects defects, each kind once per place and not more than a screenful.</summary>
internal sealed class DefectSink
{
    private const int Max = 200;
    private readonly HashSet<MailDefect> _seen = [];
    private readonly List<MailDefect> _defects = [];

    public IReadOnlyList<MailDefect> Defects => _defects;

    public void Add(MailDefectKind kind, string where)
    {
        var defect = new MailDefect(kind, where);
        if (_defects.Count < Max && _seen.Add(defect))
        {
            _defects.Add(defect);
        }
    }
}
