using System.Text;

namespace SocialWorkflows.Tests.Mail;

/// <summary>Writes winmail.dat as Outlook does (MS-OXTNEF), for what Outlook is not at hand to write.</summary>
internal sealed class TnefDraft
{
    private readonly List<byte> _stream = [];

    public TnefDraft(string messageClass = "IPM.Microsoft Mail.Note")
    {
        UInt32(_stream, 0x223E9F78);
        _stream.AddRange([1, 0]);
        Attribute(1, 0x00089006, [0, 0, 1, 0]);
        Attribute(1, 0x00069007, [0xE9, 4, 0, 0, 0, 0, 0, 0]);
        Attribute(1, 0x00078008, [.. Encoding.ASCII.GetBytes(messageClass), 0]);
    }

    public TnefDraft Body(string text) => Properties((0x1000, 0x001F, [.. Encoding.Unicode.GetBytes(text), 0, 0]));

    public TnefDraft Html(string html) => Properties((0x1013, 0x0102, CodePagesEncodingProvider.Instance.GetEncoding(1257)!.GetBytes(html)));

    public TnefDraft Rtf(byte[] compressed) => Properties((0x1009, 0x0102, compressed));

    public TnefDraft Attach(string name, byte[] content)
    {
        Attribute(2, 0x00069002, [1, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0, 0, 0, 0, 0]);
        Attribute(2, 0x00018010, [.. Encoding.ASCII.GetBytes("IZZIA~1.PDF"), 0]);
        Attribute(2, 0x0006800F, content);
        Attribute(2, 0x00069005, List([(0x3707, 0x001F, [.. Encoding.Unicode.GetBytes(name), 0, 0]), (0x370E, 0x001E, [.. "application/pdf"u8, 0]), (0x0E20, 0x0003, [0, 1, 0, 0])]));
        return this;
    }

    public TnefDraft AttachItem(string name, TnefDraft item)
    {
        Attribute(2, 0x00069002, [2, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0, 0, 0, 0, 0]);
        Attribute(2, 0x00018010, [.. Encoding.ASCII.GetBytes(name), 0]);
        Attribute(2, 0x00069005, List([(0x3701, 0x000D, [.. new byte[16], .. item.Write()])]));
        return this;
    }

    public byte[] Write() => [.. _stream];

    private TnefDraft Properties(params (ushort Id, ushort Type, byte[] Value)[] properties)
    {
        Attribute(1, 0x00069003, List(properties));
        return this;
    }

    private void Attribute(byte level, uint id, byte[] data)
    {
        _stream.Add(level);
        UInt32(_stream, id);
        UInt32(_stream, (uint)data.Length);
        _stream.AddRange(data);
        UInt16(_stream, (ushort)data.Sum(b => b));
    }

    private static byte[] List((ushort Id, ushort Type, byte[] Value)[] properties)
    {
        List<byte> list = [];
        UInt32(list, (uint)properties.Length);
        foreach (var (id, type, value) in properties)
        {
            UInt16(list, type);
            UInt16(list, id);
            if (type is 0x000D or 0x001E or 0x001F or 0x0102)
            {
                UInt32(list, 1);
                UInt32(list, (uint)value.Length);
            }

            list.AddRange(value);
            list.AddRange(new byte[(4 - (value.Length % 4)) % 4]);
        }

        return [.. list];
    }

    private static void UInt32(List<byte> bytes, uint value) => bytes.AddRange([(byte)value, (byte)(value >> 8), (byte)(value >> 16), (byte)(value >> 24)]);

    private static void UInt16(List<byte> bytes, ushort value) => bytes.AddRange([(byte)value, (byte)(value >> 8)]);
}
