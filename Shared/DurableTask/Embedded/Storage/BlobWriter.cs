using System.Buffers.Binary;
using System.Text;

namespace SocialWorkflows.DurableTask.Embedded.Storage;

/// <summary>Writes the parts of a blob one after the other, into a buffer that is used again.</summary>
internal sealed class BlobWriter
{
    private const int MaximumVarint = 5;

    private byte[] _buffer = new byte[1024];
    private int _length;

    public byte[] ToArray() => _buffer.AsSpan(0, _length).ToArray();

    /// <summary>Begins the next blob.</summary>
    public void Clear()
    {
        const int largestKept = 1 << 20;
        _length = 0;
        if (_buffer.Length > largestKept)
        {
            _buffer = new byte[1024];
        }
    }

    public void WriteByte(byte value)
    {
        Reserve(1);
        _buffer[_length++] = value;
    }

    public void WriteFlag(bool value) => WriteByte(value ? (byte)1 : (byte)0);

    public void WriteInstant(DateTime instant)
    {
        Reserve(sizeof(long));
        BinaryPrimitives.WriteInt64LittleEndian(_buffer.AsSpan(_length), instant.Ticks);
        _length += sizeof(long);
    }

    /// <summary>Small numbers of either sign in few bytes.</summary>
    public void WriteNumber(int value)
    {
        Reserve(MaximumVarint);
        var rest = (uint)((value << 1) ^ (value >> 31));
        while (rest >= 0x80)
        {
            _buffer[_length++] = (byte)(rest | 0x80);
            rest >>= 7;
        }

        _buffer[_length++] = (byte)rest;
    }

    public void WriteText(string? text)
    {
        if (text is null)
        {
            WriteNumber(-1);
            return;
        }

        var bytes = Encoding.UTF8.GetByteCount(text);
        WriteNumber(bytes);
        Reserve(bytes);
        _length += Encoding.UTF8.GetBytes(text, _buffer.AsSpan(_length));
    }

    private void Reserve(int bytes)
    {
        if (_buffer.Length - _length < bytes)
        {
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, checked(_length + bytes)));
        }
    }
}
