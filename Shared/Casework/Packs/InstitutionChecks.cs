using System.Text.RegularExpressions;

namespace SocialWorkflows.Casework.Packs;

internal static partial class InstitutionChecks
{
    private const int RegistrationNumberDigits = 11;

    /// <summary>The one civil time of Latvia; in another zone days would begin and terms end at another hour.</summary>
    private const string CivilTime = "Europe/Riga";

    public static void Check(MunicipalityPack pack, ProblemList problems)
    {
        CheckInstitution(pack.Institution, problems);
        problems.Check(
            NumberPrefix().IsMatch(pack.NumberPrefix),
            PackFiles.Institution,
            "$.numberPrefix",
            $"\"{pack.NumberPrefix}\" must be 1–6 capital letters");
        problems.Check(
            pack.Calendar.TimeZone == CivilTime,
            PackFiles.Calendar,
            "$.timeZone",
            $"\"{pack.Calendar.TimeZone}\" must be \"{CivilTime}\", the civil time in which terms are counted");
        VersionChecks.Endless(pack.Calendar, PackFiles.Calendar, "$", problems);
        CalendarRuleChecks.Check(pack.Calendar, problems);
        problems.Text(pack.Decision.ContestBodyLocative, PackFiles.Decision, "$.contestBodyLocative");
        problems.Text(pack.Decision.ContestBodyAddress, PackFiles.Decision, "$.contestBodyAddress");
        problems.Text(pack.Decision.ContestHandedInLocative, PackFiles.Decision, "$.contestHandedInLocative");
        VersionChecks.Endless(pack.Decision, PackFiles.Decision, "$", problems);
    }

    /// <summary>An address in lower case, with a domain of letters and digits.</summary>
    public static bool IsMailbox(string address) => Mailbox().IsMatch(address);

    private static void CheckInstitution(Institution institution, ProblemList problems)
    {
        const string file = PackFiles.Institution;
        problems.Text(institution.Name, file, "$.institution.name");
        problems.Text(institution.NameLocative, file, "$.institution.nameLocative");
        problems.OptionalText(institution.ParentLine, file, "$.institution.parentLine");
        problems.Text(institution.Address, file, "$.institution.address");
        problems.Text(institution.Phone, file, "$.institution.phone");
        problems.Text(institution.PlaceLocative, file, "$.institution.placeLocative");
        problems.Text(institution.Website, file, "$.institution.website");
        VersionChecks.Endless(institution, file, "$.institution", problems);
        if (institution.LegalSuccessor is { } successor)
        {
            problems.Text(successor.Name, file, "$.institution.legalSuccessor.name");
            problems.Text(successor.Note, file, "$.institution.legalSuccessor.note");
            VersionChecks.Dated(successor, file, "$.institution.legalSuccessor", problems);
        }

        problems.Check(
            IsMailbox(institution.Email),
            file,
            "$.institution.email",
            $"\"{institution.Email}\" is not an e-mail address such as soc.dienests@novads.lv");
        problems.Check(
            institution.RegistrationNumber is not { } number
                || (number.Length == RegistrationNumberDigits && number.All(char.IsAsciiDigit)),
            file,
            "$.institution.registrationNumber",
            $"\"{institution.RegistrationNumber}\" must have 11 digits");
    }

    [GeneratedRegex(@"^\p{Lu}{1,6}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NumberPrefix();

    [GeneratedRegex(@"^[a-z0-9_-]+(\.[a-z0-9_-]+)*@([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Mailbox();
}
