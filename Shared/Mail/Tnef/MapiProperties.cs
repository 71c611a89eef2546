using System.Buffers.Binary;
using System.Text;
using SocialWorkflows.Mail.Reading;

namespace SocialWorkflows.Mail.Tnef;

/// <summary>The property list inside a TNEF attribute (MS-OXTNEF §2.1.3.4). Reads until something does not add up.</summary>
internal sealed class MapiProperties
{
    public const ushort Body = 0x1000;
    public const ushort CompressedRtf = 0x1009;
    public const ushort HtmlBody = 0x1013;
    public const ushort DisplayName = 0x3001;
    public const ushort Data = 0x3701;
    public const ushort LongFileName = 0x3707;
    public const ushort MimeType = 0x370E;

    private const ushort TypeObject = 0x000D;
    private const ushort TypeString = 0x001E;
    private const ushort TypeUnicode = 0x001F;
    private const ushort TypeBinary = 0x0102;
    private const ushort ManyValues = 0x1000;
    private const int InterfaceIdLength = 16;
    private const int MaxProperties = 2000;

    private readonly Dictionary<ushort, (ushort Type, ReadOnlyMemory<byte> Value)> _values = [];

    private MapiProperties()
    {
    }

    public static MapiProperties None { get; } = new();

    public bool IsDamaged { get; private set; }

    public static MapiProperties Read(ReadOnlyMemory<byte> data)
    {
        var result = new MapiProperties();
        var cursor = new Cursor(data);
        var count = Math.Min(cursor.UInt32(), MaxProperties);
        for (var i = 0; i < count && !cursor.IsBroken; i++)
        {
            result.ReadOne(cursor);
        }

        result.IsDamaged = cursor.IsBroken;
        return result;
    }

    public ReadOnlyMemory<byte>? Bytes(ushort id) =>
        _values.TryGetValue(id, out var found) && found.Type == TypeBinary ? found.Value : default(ReadOnlyMemory<byte>?);

    /// <summary>An attached item: the interface id before it is left out.</summary>
    public ReadOnlyMemory<byte>? Object(ushort id) =>
        _values.TryGetValue(id, out var found) && found.Type == TypeObject && found.Value.Length > InterfaceIdLength ? found.Value[InterfaceIdLength..] : default(ReadOnlyMemory<byte>?);

    public string? Text(ushort id, string charset) => !_values.TryGetValue(id, out var found) ? null : found.Type switch
    {
        TypeUnicode => Encoding.Unicode.GetString(found.Value.Span).TrimEnd('\0'),
        TypeString or TypeBinary => Charsets.Decode(found.Value.Span.TrimEnd((byte)0), charset, out _),
        _ => null,
    };

    private void ReadOne(Cursor cursor)
    {
        var type = cursor.UInt16();
        var id = cursor.UInt16();
        if (id >= 0x8000)
        {
            SkipName(cursor);
        }

        var isMany = (type & ManyValues) != 0;
        var single = (ushort)(type & ~ManyValues);
        var values = isMany || single is TypeObject or TypeString or TypeUnicode or TypeBinary ? cursor.UInt32() : 1;
        for (var i = 0; i < values && !cursor.IsBroken; i++)
        {
            var value = single switch
            {
                TypeObject or TypeString or TypeUnicode or TypeBinary => cursor.Padded(cursor.UInt32()),
                0x0005 or 0x0006 or 0x0007 or 0x0014 or 0x0040 => cursor.Padded(8),
                0x0048 => cursor.Padded(16),
                0x0002 or 0x0003 or 0x0004 or 0x000A or 0x000B => cursor.Padded(4),
                _ => cursor.Break(),
            };
            if (!cursor.IsBroken && !isMany)
            {
                _values.TryAdd(id, (single, value));
            }
        }
    }

    private static void SkipName(Cursor cursor)
    {
        cursor.Padded(16);
        if (cursor.UInt32() == 0)
        {
            cursor.UInt32();
        }
        else
        {
            cursor.Padded(cursor.UInt32());
        }
    }

    private sealed class Cursor(ReadOnlyMemory<byte> data)
    {
        private int _position;

        public bool IsBroken { get; private set; }

        public ushort UInt16() => Take(2) is { IsEmpty: false } bytes ? BinaryPrimitives.ReadUInt16LittleEndian(bytes.Span) : (ushort)0;

        public uint UInt32() => Take(4) is { IsEmpty: false } bytes ? BinaryPrimitives.ReadUInt32LittleEndian(bytes.Span) : 0;

        /// <summary>The value, and past the padding to a multiple of four.</summary>
        public ReadOnlyMemory<byte> Padded(uint length)
        {
            var value = Take(length);
            _position = Math.Min(data.Length, _position + (int)((4 - (length % 4)) % 4));
            return value;
        }

        public ReadOnlyMemory<byte> Break()
        {
            IsBroken = true;
            return default;
        }

        private ReadOnlyMemory<byte> Take(uint length)
        {
            if (IsBroken || length > data.Length - _position)
            {
                return Break();
            }

            var value = data.Slice(_position, (int)length);
            _position += (int)length;
            return value;
        }
    }
}
