using System.Globalization;

namespace SocialWorkflows.Casework.Cases.Commands;

internal static class FileRules
{
    /// <summary>Of a reason for handing out what was blocked, in characters: enough to say something.</summary>
    private const int ShortestReason = 10;

    /// <summary>A file can be set aside and released more than once, each time from another version; before it was ever set aside it is released once.</summary>
    public static string KeyOf(CaseCommand command, CaseState state)
    {
        var id = new CommandInputs(command.Data).Text("fileId", "Fails");
        var isRepeatable = command.Verb == Verbs.SetAsideFile || state.Files.Any(f => f.FileId == id && f.IsSetAside);
        return isRepeatable ? string.Create(CultureInfo.InvariantCulture, $"{command.Verb}:{id}:{command.Version}") : $"{command.Verb}:{id}";
    }

    public static IReadOnlyList<CaseEvent> SetAside(CommandContext context)
    {
        var id = context.Inputs.Text("fileId", "Fails");
        var reason = context.Inputs.Text("reason", "Pamatojums");
        if (!context.State.Files.Any(f => f.FileId == id && !f.IsSetAside))
        {
            throw new CommandRefusedException("no-such-file", "Šī faila lietā nav, vai tas jau ir nodalīts.", "The file is not in this case, or it is set aside already.");
        }

        return reason.Length >= ShortestReason
            ? [new FileSetAside(id, reason, context.Actor.Id)]
            : throw new CommandRefusedException("no-reason", "Pamatojiet, kāpēc fails jānodala un kā tas šeit nonāca.", "Say why the file is set aside and how it came here.");
    }

    /// <summary>Blocked for its kind only: what the scanner does not call clean is never stored with a case at all.</summary>
    public static IReadOnlyList<CaseEvent> Release(CommandContext context)
    {
        var id = context.Inputs.Text("fileId", "Fails");
        var reason = context.Inputs.Text("reason", "Pamatojums");
        if (!context.State.Files.Any(f => f.FileId == id && f.Blocked))
        {
            throw new CommandRefusedException("not-blocked", "Šis fails nav bloķēts.", "The file is not blocked in this case.");
        }

        return reason.Length >= ShortestReason
            ? [new FileReleased(id, reason, context.Actor.Id)]
            : throw new CommandRefusedException("no-reason", "Pamatojiet, kāpēc fails jāatver un kā pārliecinājāties, ka tas ir drošs.", "Say why the file must be opened and how you made sure that it is safe.");
    }
}
