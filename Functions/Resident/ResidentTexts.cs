using System.Collections.Frozen;
using System.Globalization;
using SocialWorkflows.Casework.Calendars;

namespace SocialWorkflows.Functions.Resident;

/// <summary>What residents read, on the page and in the mail alike: short sentences, one thought each.</summary>
internal sealed class ResidentTexts
{
    public static readonly ResidentTexts Latvian = new(
        "lv",
        LatvianDate.Dative,
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["received"] = "Mēs saņēmām Jūsu iesniegumu.|Mēs to drīz reģistrēsim.|Jums tagad nekas nav jādara.",
            ["checking"] = "Jūsu iesniegums ir reģistrēts.|Mēs pārbaudām dokumentus.|Jums tagad nekas nav jādara.",
            ["checking.until"] = "Mēs atbildēsim ne vēlāk kā līdz {0}.",
            ["waits-for-you"] = "Mēs gaidām no Jums dokumentus.|Kādi dokumenti vajadzīgi, rakstīts mūsu vēstulē.",
            ["waits-for-you.until"] = "Atsūtiet vai atnesiet tos līdz {0}.",
            ["assessing"] = "Mums ir visi Jūsu dokumenti.|Mēs izskatām Jūsu iesniegumu.|Jums tagad nekas nav jādara.",
            ["assessing.until"] = "Mēs pieņemsim lēmumu līdz {0}.",
            ["deciding"] = "Mēs gatavojam Jums atbildi.|Jums tagad nekas nav jādara.",
            ["deciding.until"] = "Mēs pieņemsim lēmumu līdz {0}.",
            ["ready"] = "Atbilde ir gatava.|Jums tagad nekas nav jādara.",
            ["ready.until"] = "Mēs to nosūtīsim Jums rakstiski līdz {0}.",
            ["sent"] = "Mēs Jums nosūtījām vēstuli ar atbildi.|Lūdzu, izlasiet to.|Ja vēstulē ir datums, līdz kuram jāatbild, atbildiet līdz tam.",
            ["answering"] = "Mēs saņēmām Jūsu vēstuli.|Mēs gatavojam atbildi.",
            ["answering.until"] = "Mēs atbildēsim līdz {0}.",
            ["answered"] = "Mēs atbildējām uz Jūsu vēstuli.",
            ["closed"] = "Šis iesniegums ir pabeigts.",
        });

    public static readonly ResidentTexts English = new(
        "en",
        EnglishDate.Text,
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["received"] = "We have received your application.|We will register it soon.|You do not have to do anything now.",
            ["checking"] = "Your application is registered.|We are checking the documents.|You do not have to do anything now.",
            ["checking.until"] = "We will answer by {0} at the latest.",
            ["waits-for-you"] = "We are waiting for documents from you.|Our letter says which documents we need.",
            ["waits-for-you.until"] = "Send or bring them by {0}.",
            ["assessing"] = "We have all your documents.|We are looking at your application.|You do not have to do anything now.",
            ["assessing.until"] = "We will decide by {0}.",
            ["deciding"] = "We are preparing an answer for you.|You do not have to do anything now.",
            ["deciding.until"] = "We will decide by {0}.",
            ["ready"] = "The answer is ready.|You do not have to do anything now.",
            ["ready.until"] = "We will send it to you in writing by {0}.",
            ["sent"] = "We have sent you a letter with the answer.|Please read it.|If the letter names a last day for you, please answer by then.",
            ["answering"] = "We have received your letter.|We are preparing an answer.",
            ["answering.until"] = "We will answer by {0}.",
            ["answered"] = "We have answered your letter.",
            ["closed"] = "This application is finished.",
        });

    private readonly FrozenDictionary<string, string> _texts;
    private readonly Func<DateOnly, string> _day;

    private ResidentTexts(string lang, Func<DateOnly, string> day, Dictionary<string, string> texts)
    {
        Lang = lang;
        _day = day;
        _texts = texts.ToFrozenDictionary(StringComparer.Ordinal);
    }

    public string Lang { get; }

    public IEnumerable<string> Keys => _texts.Keys;

    /// <summary>Where the case stands, sentence by sentence; the day is the last of them.</summary>
    public IReadOnlyList<string> Lines(ResidentStanding standing) =>
    [
        .. _texts[standing.Stage].Split('|'),
        .. standing.Until is { } day && _texts.TryGetValue($"{standing.Stage}.until", out var until)
            ? [string.Format(CultureInfo.InvariantCulture, until, _day(day))]
            : Array.Empty<string>(),
    ];
}
