namespace SocialWorkflows.Tests.Signatures.Fuzz;

/// <summary>Changes that know nothing of the format.</summary>
internal static class ByteMutator
{
    public static byte[] Mutate(ReadOnlySpan<byte> original, Random random)
    {
        var bytes = original.ToArray().ToList();
        if (bytes.Count == 0)
        {
            return [(byte)random.Next(256)];
        }

        var at = random.Next(bytes.Count);
        var length = Math.Min(random.Next(1, 64), bytes.Count - at);
        switch (random.Next(7))
        {
            case 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                bytes[at] = (byte)random.Next(256);
                break;
            case 2:
                bytes.RemoveRange(at, length);
                break;
            case 3:
                bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(at, length));
                break;
            case 4:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 5:
                for (var i = 0; i < length; i++)
                {
                    bytes[at + i] = (byte)(random.Next(2) * 255);
                }

                break;
            default:
                bytes.AddRange(bytes.GetRange(at, length));
                break;
        }

        return [.. bytes];
    }
}
