namespace SocialWorkflows.Casework.Packs;

internal static class DoorChecks
{
    public static void Check(MunicipalityPack pack, ProblemList problems)
    {
        const string file = PackFiles.Doors;
        var doors = pack.Doors;
        VersionChecks.List(doors.Places, p => p.Id, file, i => $"$.places[{i}]", problems);
        for (var i = 0; i < doors.Places.Count; i++)
        {
            var place = doors.Places[i];
            problems.Text(place.Id, file, $"$.places[{i}].id");
            problems.Text(place.Name, file, $"$.places[{i}].name");
            problems.Text(place.EnglishName, file, $"$.places[{i}].englishName");
            problems.Check(
                CountedFrom.All.Contains(place.Counts, StringComparer.Ordinal), file, $"$.places[{i}].counts", $"\"{place.Counts}\" must be one of {string.Join(", ", CountedFrom.All)}");
        }

        VersionChecks.List(doors.WebForms, f => f.Address, file, i => $"$.webForms[{i}]", problems);
        for (var i = 0; i < doors.WebForms.Count; i++)
        {
            var form = doors.WebForms[i].Address;
            problems.Check(
                InstitutionChecks.IsMailbox(form), file, $"$.webForms[{i}].address", $"\"{form}\" is not an e-mail address in lower case such as veidlapa@novads.lv");
            problems.Check(
                form != pack.Institution.Email, file, $"$.webForms[{i}].address", $"\"{form}\" is the public mailbox itself, whose mails would then never be answered: name the address from which the form writes");
        }

        if (doors.EAddress is { } address)
        {
            VersionChecks.Dated(address, file, "$.eAddress", problems);
        }

        if (doors.EAddressLimits is { } limits)
        {
            VersionChecks.Dated(limits, file, "$.eAddressLimits", problems);
            problems.Check(limits.MaxFiles > 0, file, "$.eAddressLimits.maxFiles", "must be 1 or more");
            problems.Check(limits.MaxFileBytes > 0, file, "$.eAddressLimits.maxFileBytes", "must be 1 or more");
            problems.Check(
                limits.Extensions.Count > 0 && limits.Extensions.All(e => e.Length > 1 && e[0] == '.' && e.Skip(1).All(char.IsAsciiLetterOrDigit) && e.All(c => !char.IsAsciiLetterUpper(c))),
                file,
                "$.eAddressLimits.extensions",
                "each must be a dot and lower-case letters or digits, and there must be one");
        }
    }
}
