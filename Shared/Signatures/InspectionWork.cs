using System.Security.Cryptography;
using SocialWorkflows.Signatures.Containers;

namespace SocialWorkflows.Signatures;

/// <summary>
/// What one inspection has cost so far. Limits on single things multiply (signatures by certificates by answers), so the sum is bounded as well:
/// a file that asks for more than any honest one does is rejected instead of being worked on for minutes. An inspection runs on one thread,
/// which is why the count can stand beside the calls instead of in each of them.
/// </summary>
internal sealed class InspectionWork
{
    private const string HashedBytes = "bytes to be digested";

    [ThreadStatic]
    private static InspectionWork? _current;

    private readonly InspectionLimits _limits;
    private readonly long _hashedLimit;
    private long _verifying;
    private long _certificates;
    private long _hashed;
    private long _canonical;
    private long _compared;
    private long _xml;
    private long _pdfValues;
    private long _pdfUnpacked;
    private long _pdfFields;

    private InspectionWork(InspectionLimits limits, long fileBytes)
    {
        _limits = limits;
        _hashedLimit = Math.Min(limits.HashedBytes, Math.Max(limits.HashedRatioFloorBytes, limits.TotalRatio * fileBytes));
    }

    /// <summary>Counts from here to the end of the scope. Outside of any scope nothing is counted.</summary>
    /// <param name="limits">What is allowed.</param>
    /// <param name="fileBytes">Size of the outermost file: a small one that unpacks to much may not have it digested again and again.</param>
    public static Scope Begin(InspectionLimits limits, long fileBytes)
    {
        var before = _current;
        _current ??= new InspectionWork(limits, fileBytes);
        return new Scope(before);
    }

    /// <summary>A signature verified with this key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="times">How many times dearer than the platform's own verification.</param>
    /// <exception cref="ContainerException">The file asks for too much.</exception>
    public static void Verify(AsymmetricAlgorithm key, int times = 1)
    {
        if (_current is { } work)
        {
            // RSA grows with the square of the modulus; elliptic curves beyond P-256 have no fast code in common libraries.
            Count(ref work._verifying, times * (key is RSA ? Math.Max(1, (long)key.KeySize * key.KeySize / (2048 * 2048))
                : key.KeySize <= 256 ? 2 : 16), work._limits.Verifications, "signature verifications");
        }
    }

    /// <summary>A certificate read anew.</summary>
    /// <exception cref="ContainerException">The file holds too many.</exception>
    public static void ReadCertificate()
    {
        if (_current is { } work)
        {
            Count(ref work._certificates, 1, work._limits.Certificates, "certificates");
        }
    }

    /// <summary>Bytes digested.</summary>
    /// <exception cref="ContainerException">The file asks for too much.</exception>
    public static void Hash(long bytes)
    {
        if (_current is { } work)
        {
            Count(ref work._hashed, bytes, work._hashedLimit, HashedBytes);
        }
    }

    /// <summary>A file that is going to be unpacked and digested: refused before the work is done.</summary>
    /// <exception cref="ContainerException">The file asks for too much.</exception>
    public static void ExpectHash(long bytes)
    {
        if (_current is { } work)
        {
            var sum = work._hashed;
            Count(ref sum, bytes, work._hashedLimit, HashedBytes);
        }
    }

    /// <summary>Objects of a PDF read.</summary>
    /// <param name="units">Of some 64 bytes.</param>
    /// <exception cref="ContainerException">The file holds too many.</exception>
    public static void ReadPdf(long units)
    {
        if (_current is { } work)
        {
            Count(ref work._pdfValues, units, work._limits.PdfValues, "objects of a PDF to be read");
        }
    }

    /// <summary>Bytes of a stream of a PDF unpacked.</summary>
    /// <exception cref="ContainerException">The file holds too much of it.</exception>
    public static void UnpackPdf(long bytes)
    {
        if (_current is { } work)
        {
            Count(ref work._pdfUnpacked, bytes, work._limits.PdfUnpackedBytes, "bytes of a PDF to be unpacked");
        }
    }

    /// <summary>Names and values of form fields read.</summary>
    /// <exception cref="ContainerException">The file holds too much of it.</exception>
    public static void ReadPdfFields(long characters)
    {
        if (_current is { } work)
        {
            Count(ref work._pdfFields, characters, work._limits.PdfFieldCharacters, "characters of form fields");
        }
    }

    /// <summary>Bytes of XML read.</summary>
    /// <exception cref="ContainerException">The file holds too much of it.</exception>
    public static void ReadXml(long bytes)
    {
        if (_current is { } work)
        {
            Count(ref work._xml, bytes, work._limits.XmlTotalBytes, "bytes of XML");
        }
    }

    /// <summary>Characters of canonical XML.</summary>
    /// <exception cref="ContainerException">The file asks for too much.</exception>
    public static void Canonicalize(long characters)
    {
        if (_current is { } work)
        {
            Count(ref work._canonical, characters, work._limits.CanonicalCharacters, "characters of canonical XML");
        }
    }

    /// <summary>Objects of a PDF held against each other.</summary>
    /// <exception cref="ContainerException">The file asks for too much.</exception>
    public static void Compare(long objects)
    {
        if (_current is { } work)
        {
            Count(ref work._compared, objects, work._limits.ComparedObjects, "objects to be compared");
        }
    }

    private static void Count(ref long sum, long more, long limit, string what)
    {
        sum += more;
        if (sum > limit)
        {
            throw ContainerException.Unsafe($"The file asks for more work than any honest one ({what}); it was not inspected to the end.");
        }
    }

    /// <summary>Ends the count.</summary>
    internal readonly struct Scope(InspectionWork? before) : IDisposable
    {
        public void Dispose() => _current = before;
    }
}
