namespace SocialWorkflows.Casework.Cases.Commands;

internal static class FileRules
{
    /// <summary>Of a reason for handing out what was blocked, in characters: enough to say something.</summary>
    private const int ShortestReason = 10;

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
