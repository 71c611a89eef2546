using System.Buffers.Binary;
using SocialWorkflows.Mail.Reading;

namespace SocialWorkflows.Mail.Tnef;

/// <summary>Reads the attribute stream of MS-OXTNEF §2.1.3: level, id, length, data, checksum. Lengths are the sender's claims; nothing past the end is believed.</summary>
public static class TnefReader
{
    private const uint Signature = 0x223E9F78;
    private const int HeaderLength = 6;
    private const int AttributeOverhead = 11;
    private const int MaxFiles = 500;

    private const uint MessageClass = 0x00078008;
    private const uint OemCodePage = 0x00069007;
    private const uint MessageProperties = 0x00069003;
    private const uint Body = 0x0002800C;
    private const uint AttachmentStart = 0x00069002;
    private const uint AttachmentTitle = 0x00018010;
    private const uint AttachmentData = 0x0006800F;
    private const uint AttachmentProperties = 0x00069005;

    /// <summary>Null when the bytes are no TNEF stream.</summary>
    public static TnefContent? TryRead(ReadOnlyMemory<byte> content)
    {
        if (content.Length < HeaderLength || BinaryPrimitives.ReadUInt32LittleEndian(content.Span) != Signature)
        {
            return null;
        }

        var draft = new Draft();
        var rest = content[HeaderLength..];
        while (rest.Length >= AttributeOverhead && draft.Files.Count <= MaxFiles)
        {
            var length = BinaryPrimitives.ReadUInt32LittleEndian(rest.Span[5..]);
            if (rest.Span[0] is not (1 or 2) || length > rest.Length - AttributeOverhead)
            {
                break;
            }

            var data = rest.Slice(9, (int)length);
            draft.IsDamaged |= Checksum(data.Span) != BinaryPrimitives.ReadUInt16LittleEndian(rest.Span[(9 + (int)length)..]);
            draft.Take(BinaryPrimitives.ReadUInt32LittleEndian(rest.Span[1..]), data);
            rest = rest[(AttributeOverhead + (int)length)..];
        }

        draft.IsDamaged |= !rest.IsEmpty;
        return draft.Content();
    }

    private static ushort Checksum(ReadOnlySpan<byte> data)
    {
        uint sum = 0;
        foreach (var b in data)
        {
            sum += b;
        }

        return (ushort)sum;
    }

    private sealed class Draft
    {
        private readonly List<FileDraft> _files = [];
        private MapiProperties _properties = MapiProperties.None;
        private ReadOnlyMemory<byte> _class;
        private ReadOnlyMemory<byte> _body;
        private string _charset = "windows-1257";

        public List<FileDraft> Files => _files;

        public bool IsDamaged { get; set; }

        public void Take(uint attribute, ReadOnlyMemory<byte> data)
        {
            switch (attribute)
            {
                case MessageClass:
                    _class = data;
                    break;
                case OemCodePage when data.Length >= 4:
                    _charset = $"{BinaryPrimitives.ReadUInt32LittleEndian(data.Span)}";
                    break;
                case Body:
                    _body = data;
                    break;
                case MessageProperties:
                    _properties = MapiProperties.Read(data);
                    IsDamaged |= _properties.IsDamaged;
                    break;
                case AttachmentStart:
                    _files.Add(new FileDraft());
                    break;
                case AttachmentTitle when _files.Count > 0:
                    _files[^1].Title = data;
                    break;
                case AttachmentData when _files.Count > 0:
                    _files[^1].Data = data;
                    break;
                case AttachmentProperties when _files.Count > 0:
                    _files[^1].Properties = MapiProperties.Read(data);
                    IsDamaged |= _files[^1].Properties.IsDamaged;
                    break;
            }
        }

        public TnefContent Content() => new(
            TextOf(_class) ?? string.Empty,
            _properties.Text(MapiProperties.Body, _charset) ?? TextOf(_body),
            _properties.Text(MapiProperties.HtmlBody, _charset),
            _properties.Bytes(MapiProperties.CompressedRtf) is { } rtf ? CompressedRtf.TryUnpack(rtf.Span) : null,
            [.. _files.Take(MaxFiles).Select(FileOf)],
            IsDamaged);

        private TnefFile FileOf(FileDraft file)
        {
            var properties = file.Properties;
            var name = properties.Text(MapiProperties.LongFileName, _charset) ?? TextOf(file.Title) ?? properties.Text(MapiProperties.DisplayName, _charset);
            var item = properties.Object(MapiProperties.Data);
            return new TnefFile(name, properties.Text(MapiProperties.MimeType, _charset), item ?? properties.Bytes(MapiProperties.Data) ?? file.Data, item is not null);
        }

        private string? TextOf(ReadOnlyMemory<byte> data) => data.IsEmpty ? null : Charsets.Decode(data.Span.TrimEnd((byte)0), _charset, out _);
    }

    private sealed class FileDraft
    {
        public ReadOnlyMemory<byte> Title { get; set; }

        public ReadOnlyMemory<byte> Data { get; set; }

        public MapiProperties Properties { get; set; } = MapiProperties.None;
    }
}
