namespace SocialWorkflows.Casework.Packs;

/// <summary>Names of the data files of a pack.</summary>
internal static class PackFiles
{
    public const string Acts = "acts.json";
    public const string Benefits = "benefits.json";
    public const string Calendar = "calendar.json";
    public const string Channels = "channels.json";
    public const string Contest = "contest.json";
    public const string Completeness = "completeness.json";
    public const string Decision = "decision.json";
    public const string Documents = "documents.json";
    public const string Doors = "doors.json";
    public const string EasyLanguage = "easy-language.json";
    public const string Form = "form.json";
    public const string Facilities = "facilities.json";
    public const string Income = "income.json";
    public const string Information = "information.json";
    public const string Institution = "institution.json";
    public const string Lists = "lists.json";
    public const string Persons = "persons.json";
    public const string Regulations = "regulations.json";
    public const string Resident = "resident.json";
    public const string Retention = "retention.json";
    public const string Services = "services.json";
    public const string Statuses = "statuses.json";
    public const string Submissions = "submissions.json";
    public const string Terms = "terms.json";
    public const string Transition = "transition.json";
    public const string Words = "words.json";
}
