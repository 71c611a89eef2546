using SocialWorkflows.Casework.Packs;

namespace SocialWorkflows.Casework.Recognition;

/// <summary>How sure the recognition is; anything but <see cref="Clear"/> goes to a person.</summary>
public enum RecognitionConfidence
{
    None,

    /// <summary>Several services are named, none stands out, or another one may be meant.</summary>
    Doubtful,

    /// <summary>Exactly one service is named.</summary>
    Clear,
}

/// <summary>What a message seems to ask for.</summary>
/// <param name="ServiceId">The service or benefit, or null when none stands out.</param>
/// <param name="MatchedWords">Entries of the pack's word lists that were found; no text of the message itself.</param>
/// <param name="Candidates">Every service named, best first, so that a letter with several requests loses none.</param>
public sealed record RecognisedService(
    string? ServiceId,
    RecognitionConfidence Confidence,
    IReadOnlyList<string> MatchedWords,
    IReadOnlyList<string> Candidates)
{
    /// <summary>Kinds of the services found that are named by themselves, for example speech therapy.</summary>
    public IReadOnlyList<string> Variants { get; init; } = [];
}

/// <summary>Finds the service or benefit a message asks for by the words of the pack. The subject outranks the text.</summary>
public static class ServiceRecognition
{
    /// <summary>A word in the subject outweighs any number of words in the text that a pack can list.</summary>
    private const int SubjectWeight = 1000;

    /// <summary>Beyond the first pages nobody asks for anything.</summary>
    private const int MostWordsForSlips = 2000;

    /// <summary>One may stand in a name; from two on the letter is in another language.</summary>
    private const int FewForeignWords = 2;

    public static RecognisedService Recognise(MunicipalityPack pack, string subject, string text)
    {
        ArgumentNullException.ThrowIfNull(pack);
        var subjectWords = LatvianText.Words(subject);
        var textWords = LatvianText.Words(text);
        var inSubject = Named(pack, subjectWords);
        var inText = Named(pack, textWords);
        var found = pack.Requestable
            .Select(service => Score(service, inSubject, inText))
            .Where(score => score.Points > 0)
            .OrderByDescending(score => score.Points)
            .ToList();

        string[] words = [.. found.SelectMany(f => f.Words)];
        string[] candidates = [.. found.Select(f => f.Service.Id)];
        RecognisedService recognised = found switch
        {
            [] => new RecognisedService(null, RecognitionConfidence.None, words, candidates),
            [var only] => new RecognisedService(only.Service.Id, Confidence(only.Service, subjectWords, textWords), words, candidates),
            [var best, var next, ..] when best.Points > next.Points =>
                new RecognisedService(best.Service.Id, RecognitionConfidence.Doubtful, words, candidates),
            _ => new RecognisedService(null, RecognitionConfidence.Doubtful, words, candidates),
        };
        if (found.Count == 0)
        {
            recognised = Nearly(pack, [.. subjectWords.Concat(textWords).Take(MostWordsForSlips)]);
        }
        else if (recognised.Confidence == RecognitionConfidence.Clear && !IsPlainRequest(pack, subject, text, subjectWords, textWords))
        {
            recognised = recognised with { Confidence = RecognitionConfidence.Doubtful };
        }

        return recognised with
        {
            Variants = [.. found.SelectMany(f => f.Service.Variants.Where(v => v.Words.Any(f.Words.Contains)).Select(v => v.Id))],
        };
    }

    /// <summary>Thanks, complaints, questions and letters in another language may name a service without asking for it.</summary>
    private static bool IsPlainRequest(MunicipalityPack pack, string subject, string text, List<string> subjectWords, List<string> textWords) =>
        Stems.Found(subjectWords, pack.Words.NotARequest).Count + Stems.Found(textWords, pack.Words.NotARequest).Count == 0
        && Stems.Found(textWords, pack.Words.OtherLanguages).Count < FewForeignWords
        && !LatvianText.HasOtherScript(subject) && !LatvianText.HasOtherScript(text);

    /// <summary>A slip of one letter in a long word names nothing for sure; it gives a person the candidates.</summary>
    private static RecognisedService Nearly(MunicipalityPack pack, List<string> words)
    {
        var near = pack.Requestable
            .Select(s => (s.Id, Words: (IReadOnlyList<string>)[.. WordsOf(s).Where(w => Stems.AreNearlyIn(words, w))]))
            .Where(s => s.Words.Count > 0)
            .OrderByDescending(s => s.Words.Count)
            .ToList();
        return new RecognisedService(
            null,
            near.Count == 0 ? RecognitionConfidence.None : RecognitionConfidence.Doubtful,
            [.. near.SelectMany(n => n.Words)],
            [.. near.Select(n => n.Id)]);
    }

    private static IEnumerable<string> WordsOf(Service service) => service.Words.Concat(service.Variants.SelectMany(v => v.Words));

    /// <summary>The entries that stand somewhere by themselves, not only as a part of a longer entry of another service.</summary>
    private static HashSet<string> Named(MunicipalityPack pack, List<string> words)
    {
        var places = pack.Requestable
            .SelectMany(s => WordsOf(s).Select(entry => (Service: s.Id, Entry: entry)))
            .SelectMany(e => Stems.Spans(words, e.Entry).Select(span => (e.Service, e.Entry, Span: span)))
            .ToList();
        return
        [
            .. places
                .Where(p => !places.Any(o => o.Service != p.Service && p.Span.IsWithin(o.Span)))
                .Select(p => p.Entry),
        ];
    }

    private static Scored Score(Service service, HashSet<string> inSubject, HashSet<string> inText)
    {
        var subject = WordsOf(service).Where(inSubject.Contains).ToList();
        var text = WordsOf(service).Where(inText.Contains).ToList();
        return new Scored(service, (subject.Count * SubjectWeight) + text.Count, [.. subject.Union(text)]);
    }

    private static RecognitionConfidence Confidence(Service service, List<string> subject, List<string> text) =>
        Stems.Found(subject, service.DoubtWords).Count + Stems.Found(text, service.DoubtWords).Count == 0
            ? RecognitionConfidence.Clear
            : RecognitionConfidence.Doubtful;

    private sealed record Scored(Service Service, int Points, IReadOnlyList<string> Words);
}
