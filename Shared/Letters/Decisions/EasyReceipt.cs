using System.Globalization;
using SocialWorkflows.Casework.Packs;

namespace SocialWorkflows.Letters.Decisions;

/// <summary>Says in easy language on which day a letter counts as received, by the rule of its channel: the same day from which the official text lets the term to contest run.</summary>
internal static class EasyReceipt
{
    private static readonly string[] Ordinals = ["pirmajā", "otrajā", "trešajā", "ceturtajā", "piektajā", "sestajā", "septītajā", "astotajā", "devītajā", "desmitajā"];

    public static string Of(NoticeChannelRule channel) => channel.NotifiedUnit switch
    {
        NotifiedUnits.AtOnce => $"{channel.EasyName} skaitās saņemta tajā pašā dienā.",
        NotifiedUnits.WorkingDay => $"{channel.EasyName} skaitās saņemta {Ordinal(channel.NotifiedDays)} darba dienā pēc nosūtīšanas.",
        _ => $"{channel.EasyName} skaitās saņemta {Ordinal(channel.NotifiedDays)} dienā pēc nosūtīšanas.",
    };

    private static string Ordinal(int number) => number <= Ordinals.Length ? Ordinals[number - 1] : string.Create(CultureInfo.InvariantCulture, $"{number}.");
}
