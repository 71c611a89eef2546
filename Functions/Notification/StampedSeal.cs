using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using SocialWorkflows.Letters.Pdf;
using SocialWorkflows.Signatures;

namespace SocialWorkflows.Functions.Notification;

/// <summary>A seal whose signature value is time-stamped (PAdES baseline T, EN 319 142-1 §6.3).</summary>
/// <param name="seal">The seal itself.</param>
/// <param name="stamps">The time-stamping service.</param>
internal sealed class StampedSeal(LetterSeal seal, TimeStampClient stamps) : ILetterSigner
{
    /// <summary>Of an answer with its certificate, as services give them; a larger one is made room for.</summary>
    private const int UsualStamp = 4000;

    private const int Tries = 2;
    private const string SignatureTimeStamp = "1.2.840.113549.1.9.16.2.14";

    public string SignerName => seal.SignerName;

    public bool HasTimeStamp => true;

    public bool IsSeal => true;

    public int ExpectedSize => seal.ExpectedSize + UsualStamp;

    public DateTimeOffset? SigningTime => seal.SigningTime;

    /// <exception cref="TimeStampException">The service gave no stamp.</exception>
    public byte[] SignDetached(byte[] content)
    {
        var cms = seal.Sign(content);
        var stamp = Stamp(SHA256.HashData(cms.SignerInfos[0].GetSignature()));
        cms.SignerInfos[0].AddUnsignedAttribute(new AsnEncodedData(SignatureTimeStamp, stamp.Token));
        return cms.Encode();
    }

    private IssuedTimeStamp Stamp(byte[] digest)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return stamps.Stamp(digest);
            }
            catch (TimeStampException problem) when (problem.MayHelpToAskAgain && attempt < Tries)
            {
                // Asked once more at once: whoever waits for the letter waits for this.
            }
        }
    }
}
