using System.Collections.Frozen;
using System.Globalization;
using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Casework.People;

namespace SocialWorkflows.Functions.Workplace.Texts;

/// <summary>The texts of the staff page in one language. An unknown key is a mistake of ours and is refused loudly.</summary>
internal sealed class UiTexts
{
    public static readonly UiTexts Latvian = new(Languages.Latvian, LatvianTexts.All.Concat(CaseworkLatvianTexts.All).Concat(RulesLatvianTexts.All).Concat(LatvianMailTexts.All).Concat(DoorLatvianTexts.All).Concat(LatvianLetterTexts.All).Concat(NoticeLatvianTexts.All).Concat(ResidentLatvianTexts.All).Concat(ListLatvianTexts.All).Concat(RightsLatvianTexts.All).Concat(KeepingLatvianTexts.All).Concat(DutyLatvianTexts.All).Concat(OperatorLatvianTexts.All).Concat(SyntheticLatvianTexts.All).Concat(StaffLatvianTexts.All).Concat(PackLatvianTexts.All).Concat(HandoverLatvianTexts.All).Concat(ConsultationLatvianTexts.All).Concat(FamilyLatvianTexts.All));
    public static readonly UiTexts English = new(Languages.English, EnglishTexts.All.Concat(CaseworkEnglishTexts.All).Concat(RulesEnglishTexts.All).Concat(EnglishMailTexts.All).Concat(DoorEnglishTexts.All).Concat(EnglishLetterTexts.All).Concat(NoticeEnglishTexts.All).Concat(ResidentEnglishTexts.All).Concat(ListEnglishTexts.All).Concat(RightsEnglishTexts.All).Concat(KeepingEnglishTexts.All).Concat(DutyEnglishTexts.All).Concat(OperatorEnglishTexts.All).Concat(SyntheticEnglishTexts.All).Concat(StaffEnglishTexts.All).Concat(PackEnglishTexts.All).Concat(HandoverEnglishTexts.All).Concat(ConsultationEnglishTexts.All).Concat(FamilyEnglishTexts.All));

    private readonly FrozenDictionary<string, string> _texts;

    private UiTexts(string lang, IEnumerable<KeyValuePair<string, string>> texts)
    {
        Lang = lang;
        // A key that stands in two files would show whichever came last.
        _texts = new Dictionary<string, string>(texts, StringComparer.Ordinal).ToFrozenDictionary(StringComparer.Ordinal);
    }

    public string Lang { get; }

    public IEnumerable<string> Keys => _texts.Keys;

    public string this[string key] => _texts.TryGetValue(key, out var text)
        ? text
        : throw new InvalidOperationException($"The staff page has no text '{key}' in '{Lang}'.");

    /// <summary>Latvian unless English was chosen.</summary>
    public static UiTexts Of(string? lang) => lang == Languages.English ? English : Latvian;

    public string Format(string key, params object[] values) => string.Format(CultureInfo.InvariantCulture, this[key], values);

    /// <summary>The word for a stored value; the value itself where no word is known, since stored words only ever get more.</summary>
    public string Word(string group, string value) => _texts.GetValueOrDefault($"{group}.{value}", value);

    /// <summary>The words in this language and the language they are in; in Latvian where nobody wrote them in English.</summary>
    public (string Words, string Lang) Of(Bilingual both) => Lang == Languages.English && both.English is { } english ? (english, Languages.English) : (both.Latvian, Languages.Latvian);

    public string ServiceName(Service service)
    {
        var name = Pick(service.Name, service.EnglishName);
        return name.Length == 0 ? service.Id : char.ToUpperInvariant(name[0]) + name[1..];
    }

    /// <summary>A channel of notice by its name; its id where the pack does not know it.</summary>
    public string ChannelName(MunicipalityPack pack, string id) => pack.FindChannel(id) is { } channel ? ChannelName(channel) : id;

    public string ChannelName(NoticeChannelRule channel) => Pick(channel.Name, channel.EnglishName);

    /// <summary>A kind of document by its name; its id where the pack does not know it.</summary>
    public string DocumentName(MunicipalityPack pack, string id) => pack.FindDocument(id) is { } kind ? Pick(kind.Name, kind.EnglishName) : id;

    /// <summary>Which of the two is read here.</summary>
    public string Pick(string latvian, string english) => Lang == Languages.Latvian ? latvian : english;

    /// <summary>„1 darbdiena”, „5 darbdienas”: numbers that end in 1, but not in 11, are singular in Latvian.</summary>
    public string WorkingDays(int count)
    {
        var singular = Lang == Languages.Latvian ? count % 10 == 1 && count % 100 != 11 : count == 1;
        return Format(singular ? "days.one" : "days.many", count);
    }
}
