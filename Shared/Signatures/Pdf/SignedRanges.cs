using System.Security.Cryptography;
using SocialWorkflows.Signatures.Cryptography;
using SocialWorkflows.Signatures.Pdf.Objects;

namespace SocialWorkflows.Signatures.Pdf;

/// <summary>The bytes a ByteRange names (ISO 32000-1 §12.8.1), whether or not it follows the rules.</summary>
internal sealed class SignedRanges
{
    private readonly ReadOnlyMemory<byte> _file;
    private readonly List<(int Start, int Length)> _ranges;

    private SignedRanges(ReadOnlyMemory<byte> file, List<(int Start, int Length)> ranges)
    {
        _file = file;
        _ranges = ranges;
    }

    /// <summary>One past the last signed byte.</summary>
    public int End => _ranges[^1].Start + _ranges[^1].Length;

    /// <summary>Null when the entry is no list of ranges inside the file.</summary>
    public static SignedRanges? Read(ReadOnlyMemory<byte> file, IReadOnlyList<PdfValue> byteRange)
    {
        var ranges = new List<(int, int)>();
        for (var i = 0; i + 1 < byteRange.Count && i < 20; i += 2)
        {
            if (byteRange[i] is not PdfNumber { Integer: >= 0 and { } start } || byteRange[i + 1] is not PdfNumber { Integer: >= 0 and { } length } || start > file.Length || length > file.Length - start)
            {
                return null;
            }

            ranges.Add(((int)start, (int)length));
        }

        return ranges.Count == 0 || byteRange.Count > 20 || byteRange.Count % 2 != 0 ? null : new SignedRanges(file, ranges);
    }

    /// <summary>Null when everything of the revision but the signature itself is signed.</summary>
    /// <param name="contents">The string the signature stands in.</param>
    public Reason? Check(PdfString contents)
    {
        if (_ranges is not [{ Start: 0, Length: var gap }, { Start: var after }])
        {
            return Malformed("The signature's ByteRange is not made of two ranges from the beginning of the file.");
        }

        if (!contents.IsHex || contents.Start != gap || contents.End != after || !IsTheString(contents))
        {
            return Malformed("The part of the file that is not signed is more or other than the signature itself.");
        }

        return EndsRevision()
            ? null
            : Malformed("The signature does not reach the end of the document it was made on.");
    }

    public byte[] Hash(DigestAlgorithm digest)
    {
        if (digest.IsHandMade)
        {
            using var stream = new RangesStream(_file, _ranges);
            return digest.Hash(stream);
        }

        using var hash = IncrementalHash.CreateHash(digest.Name);
        foreach (var (start, length) in _ranges)
        {
            InspectionWork.Hash(length);
            hash.AppendData(_file.Span.Slice(start, length));
        }

        return hash.GetHashAndReset();
    }

    public bool AreEqualTo(ReadOnlySpan<byte> content)
    {
        foreach (var (start, length) in _ranges)
        {
            if (content.Length < length || !_file.Span.Slice(start, length).SequenceEqual(content[..length]))
            {
                return false;
            }

            content = content[length..];
        }

        return content.IsEmpty;
    }

    /// <summary>The string may have been read from an unpacked stream, whose offsets are not those of the file.</summary>
    private bool IsTheString(PdfString contents) =>
        contents.End <= _file.Length && _file.Span[contents.Start] == '<' && _file.Span[contents.End - 1] == '>'
        && PdfStringReader.ReadHex(_file.Span, contents.Start, static _ => { }) is var read && read.End == contents.End && read.Bytes.AsSpan().SequenceEqual(contents.Bytes);

    private bool EndsRevision() => PdfEnding.IsComplete(_file.Span[..End]);

    private static Reason Malformed(string text) => Reason.Failed(ReasonCode.UncoveredBytes, SubIndication.FormatFailure, text);

    /// <summary>The ranges one after the other, where they lie.</summary>
    private sealed class RangesStream(ReadOnlyMemory<byte> file, List<(int Start, int Length)> ranges) : Containers.ForwardStream
    {
        private int _range;
        private int _at;

        public override int Read(Span<byte> buffer)
        {
            while (_range < ranges.Count && _at == ranges[_range].Length)
            {
                (_range, _at) = (_range + 1, 0);
            }

            if (_range == ranges.Count)
            {
                return 0;
            }

            var (start, length) = ranges[_range];
            var count = Math.Min(buffer.Length, length - _at);
            file.Span.Slice(start + _at, count).CopyTo(buffer);
            _at += count;
            return count;
        }
    }
}
