using System.Text.RegularExpressions;
using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Letters.Templates;

namespace SocialWorkflows.Functions.Municipalities.Trial;

/// <summary>What the loader of the start says to packs that are not deployed.</summary>
/// <param name="Packs">Ready to be used; null where something is wrong.</param>
/// <param name="Problems">Everything found, with the folder before the file's name.</param>
internal sealed record PackTrial(MunicipalityDirectory? Packs, IReadOnlyList<PackProblem> Problems)
{
    /// <summary>The candidate among the packs of a source.</summary>
    public static PackTrial Of(IPackSource present, PackCandidate candidate)
    {
        var source = new CandidateSource(present, candidate);
        return Guarded(source, () =>
        {
            var folder = source.Files(candidate.Folder);
            var circles = TemplateLimits.Circles(folder.Concat(present.Files(PackFolder.NationalFolder).Where(f => !folder.ContainsKey(f.Key)))).ToList();
            return circles.Count > 0 ? new PackTrial(null, [.. circles.Select(c => c with { File = $"{candidate.Folder}/{c.File}" })]) : Load(source);
        });
    }

    /// <summary>All packs of a source. What has the wrong shape hides what is checked after it: the loader says the rest when that is corrected.</summary>
    public static PackTrial Of(IPackSource source) => Guarded(source, () => Load(source));

    private static PackTrial Load(IPackSource source)
    {
        try
        {
            return new PackTrial(MunicipalityDirectory.Load(source), []);
        }
        catch (LetterTemplateException refused)
        {
            // The start stops at the first; whoever corrects wants them all.
            List<PackProblem> all = [.. PackFolder.Load(source).SelectMany(pack => LetterTemplates.Faults(pack.Templates).Select(f => new PackProblem($"{pack.Id}/templates/{f.Name}.hbs", "$", f.Fault)))];
            return new PackTrial(null, all.Count > 0 ? all : [new PackProblem("templates", "$", refused.Message)]);
        }
    }

    private static PackTrial Guarded(IPackSource source, Func<PackTrial> read)
    {
        try
        {
            return read();
        }
        catch (PackException refused)
        {
            return new PackTrial(null, refused.Problems);
        }
        catch (RegexMatchTimeoutException)
        {
            return new PackTrial(null, [new PackProblem(source.Name, "$", "takes too long to read: a text is far longer or repeats itself more than any in a pack; undo the last change and bring it piece by piece")]);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidOperationException or OverflowException or KeyNotFoundException)
        {
            // The start would stop as well, though with less to go by: a value that no check of ours foresaw.
            return new PackTrial(null, [new PackProblem(source.Name, "$", $"stops the loader ({e.GetType().Name}): undo the last change and bring it piece by piece")]);
        }
    }
}
