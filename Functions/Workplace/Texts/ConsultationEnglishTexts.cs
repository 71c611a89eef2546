namespace SocialWorkflows.Functions.Workplace.Texts;

/// <summary>English of consultations.</summary>
internal static class ConsultationEnglishTexts
{
    public static readonly IReadOnlyDictionary<string, string> All = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["nav.consultations"] = "Consultations",
        ["consultation.title"] = "Consultations",
        ["consultation.why"] = "A consultation without a case: at the counter, by phone, at home or by letter. Day, theme and way are written down, not the person. The report counts them.",
        ["consultation.on"] = "Day",
        ["consultation.theme"] = "Theme",
        ["consultation.way"] = "Way",
        ["consultation.enter"] = "Write down",
        ["consultation.own"] = "My newest entries",
        ["consultation.none"] = "There are no entries yet.",
        ["consultation.strike"] = "Strike",
        ["consultation.problem"] = "Choose theme, way and day: not in the future and not more than {0} days ago.",
        ["consultation.not-struck"] = "This entry cannot be struck: it is not there, or it is not yours.",
        ["consultation.theme.families"] = "families with children",
        ["consultation.theme.adults"] = "adults",
        ["consultation.theme.seniors"] = "seniors",
        ["consultation.theme.disability"] = "disability",
        ["consultation.theme.means"] = "means and benefits",
        ["consultation.theme.crisis"] = "crisis",
        ["consultation.theme.other"] = "other",
        ["consultation.way.counter"] = "at the counter",
        ["consultation.way.phone"] = "by phone",
        ["consultation.way.visit"] = "on a visit",
        ["consultation.way.letter"] = "in writing",
        ["report.consultations"] = "Consultations without a case",
        ["notice.consultation"] = "The consultation is written down.",
        ["notice.consultation-struck"] = "The entry is struck.",
    };
}
