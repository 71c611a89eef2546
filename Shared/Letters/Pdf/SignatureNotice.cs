using SocialWorkflows.Letters.Documents;

namespace SocialWorkflows.Letters.Pdf;

/// <summary>The printed line about the electronic signature. No template holds it: it stands only in files that are signed.</summary>
internal static class SignatureNotice
{
    private const string Signed = "DOKUMENTS PARAKSTĪTS AR DROŠU ELEKTRONISKO PARAKSTU";
    private const string Sealed = "DOKUMENTS APZĪMOGOTS AR ELEKTRONISKO ZĪMOGU";
    private const string TimeStamped = " UN SATUR LAIKA ZĪMOGU";

    /// <summary>Puts the line under the last signatory, or at the end of the official text when nobody is named.</summary>
    public static IReadOnlyList<LetterBlock> AddTo(IReadOnlyList<LetterBlock> blocks, ILetterSigner signer)
    {
        var notice = new Paragraph((signer.IsSeal ? Sealed : Signed) + (signer.HasTimeStamp ? TimeStamped : "")) { Alignment = TextAlignment.Center, IsSmall = true, KeepWithPrevious = true };
        var at = LastIndex(blocks, b => b is SignatureLine) + 1;
        if (at == 0)
        {
            var easy = LastIndex(blocks, b => b is PageBreak { EasyLanguage: true });
            at = easy < 0 ? blocks.Count : easy;
        }

        return [.. blocks.Take(at), notice, .. blocks.Skip(at)];
    }

    private static int LastIndex(IReadOnlyList<LetterBlock> blocks, Func<LetterBlock, bool> matches)
    {
        for (var i = blocks.Count - 1; i >= 0; i--)
        {
            if (matches(blocks[i]))
            {
                return i;
            }
        }

        return -1;
    }
}
