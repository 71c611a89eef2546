namespace SocialWorkflows.Signatures.Containers;

/// <summary>Passes through exactly the declared number of bytes; more or fewer are an error, so a lying header costs nothing.</summary>
internal sealed class ExactLengthStream(Stream inner, long length) : ForwardStream
{
    private long _left = length;

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty)
        {
            return 0;
        }

        var read = inner.Read(buffer);
        _left -= read;
        if (_left < 0)
        {
            throw new InvalidDataException("An entry is longer than its header says.");
        }

        return read == 0 && _left > 0 ? throw new InvalidDataException("An entry is shorter than its header says.") : read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
