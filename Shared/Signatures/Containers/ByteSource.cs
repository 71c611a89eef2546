namespace SocialWorkflows.Signatures.Containers;

/// <summary>Bytes that can be read anywhere, in memory or in a file, so that a large container is never loaded whole.</summary>
internal abstract class ByteSource
{
    public abstract long Length { get; }

    public virtual bool IsInMemory => false;

    /// <summary>Fills the buffer from this position on, as far as there are bytes.</summary>
    /// <returns>The number of bytes read; fewer than asked for only at the end.</returns>
    public abstract int Read(long offset, Span<byte> buffer);

    public static ByteSource Of(ReadOnlyMemory<byte> bytes) => new MemorySource(bytes);

    /// <param name="stream">Seekable; stays open for as long as the source is read.</param>
    public static ByteSource Of(Stream stream) => new StreamSource(stream);

    /// <exception cref="EndOfStreamException">There are not so many bytes.</exception>
    public byte[] ReadExactly(long offset, int count)
    {
        var bytes = new byte[count];
        return Read(offset, bytes) == count ? bytes : throw new EndOfStreamException("The file is shorter than its directory says.");
    }

    public Stream Open(long offset, long length) => new SourceStream(Slice(offset, length));

    public virtual ByteSource Slice(long offset, long length) =>
        offset >= 0 && length >= 0 && offset <= Length - length ? new SliceSource(this, offset, length) : throw new EndOfStreamException("The file is shorter than its directory says.");

    /// <summary>All of it in memory; for formats that are read as a whole and are bounded in size before.</summary>
    public virtual ReadOnlyMemory<byte> ReadAll() => ReadExactly(0, checked((int)Length));

    private sealed class MemorySource(ReadOnlyMemory<byte> bytes) : ByteSource
    {
        public override long Length => bytes.Length;

        public override bool IsInMemory => true;

        public override int Read(long offset, Span<byte> buffer)
        {
            var count = (int)Math.Clamp(bytes.Length - offset, 0, buffer.Length);
            if (count > 0)
            {
                bytes.Span.Slice((int)offset, count).CopyTo(buffer);
            }

            return count;
        }

        public override ReadOnlyMemory<byte> ReadAll() => bytes;

        public override ByteSource Slice(long offset, long length) =>
            offset >= 0 && length >= 0 && offset <= Length - length
                ? new MemorySource(bytes.Slice((int)offset, (int)length))
                : throw new EndOfStreamException("The file is shorter than its directory says.");
    }

    private sealed class StreamSource(Stream stream) : ByteSource
    {
        public override long Length { get; } = stream.Length;

        public override int Read(long offset, Span<byte> buffer)
        {
            stream.Position = offset;
            return stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        }
    }

    private sealed class SliceSource(ByteSource inner, long start, long length) : ByteSource
    {
        public override long Length => length;

        public override int Read(long offset, Span<byte> buffer) =>
            inner.Read(start + offset, buffer[..(int)Math.Clamp(length - offset, 0, buffer.Length)]);
    }
}
