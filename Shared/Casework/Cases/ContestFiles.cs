namespace SocialWorkflows.Casework.Cases;

/// <summary>A file handed over with a contest.</summary>
/// <param name="Name">As the case names it.</param>
/// <param name="Sha256">Lower-case hex; also its place in the document store.</param>
public sealed record HandedFile(string Name, string Sha256);

/// <summary>The files of a case that go to the body that examines a contest: what came in, and the letters of ours. Pure.</summary>
public static class ContestFiles
{
    private const string Pdf = ".pdf";

    /// <summary>In the order of the case; a file that nobody may open stays here and is named by nobody.</summary>
    public static IReadOnlyList<HandedFile> Of(CaseState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        List<HandedFile> files = [.. state.Files.Where(f => !f.Blocked).Select(f => new HandedFile(f.Name, f.FileId))];
        Add(state.Request?.LetterFileId, $"dokumentu-pieprasijums{Pdf}");
        Add(state.Request?.ReminderFileId, $"dokumentu-atgadinajums{Pdf}");
        Add(state.ExtensionLetter?.FileId, $"pagarinajums{Pdf}");
        Add(state.Queue?.Letter?.FileId, $"brivas-vietas-piedavajums{Pdf}");
        Add(state.Decision?.FileId, state.Decision?.FileName ?? string.Empty);
        Add(state.Dispatch?.CoverFileId, $"pavadlapa{Pdf}");
        return files;

        void Add(string? id, string name)
        {
            if (id is not null)
            {
                files.Add(new HandedFile(name, id));
            }
        }
    }
}
