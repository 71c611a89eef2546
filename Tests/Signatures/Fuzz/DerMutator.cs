namespace SocialWorkflows.Tests.Signatures.Fuzz;

/// <summary>Changes to one tag-length-value of DER: its tag, its length, its value, its presence.</summary>
internal static class DerMutator
{
    public static byte[] Mutate(byte[] der, Random random)
    {
        var elements = new List<(int At, int Header, int Length)>();
        Walk(der, 0, der.Length, elements, 0);
        if (elements.Count == 0)
        {
            return ByteMutator.Mutate(der, random);
        }

        var (at, header, length) = elements[random.Next(elements.Count)];
        var bytes = der.ToList();
        switch (random.Next(7))
        {
            case 0:
                bytes[at] = (byte)random.Next(256);
                break;
            case 1:
                bytes[at + 1] = (byte)random.Next(256);
                break;
            case 2 when length > 0:
                bytes[at + header + random.Next(length)] ^= (byte)(1 << random.Next(8));
                break;
            case 3:
                bytes.RemoveRange(at, header + length);
                break;
            case 4:
                bytes.InsertRange(at, bytes.GetRange(at, header + length));
                break;
            case 5:
                var (other, otherHeader, otherLength) = elements[random.Next(elements.Count)];
                var copy = bytes.GetRange(other, otherHeader + otherLength);
                bytes.RemoveRange(at, header + length);
                bytes.InsertRange(at, copy);
                break;
            default:
                bytes.RemoveRange(at + header, length);
                break;
        }

        return [.. bytes];
    }

    private static void Walk(byte[] der, int start, int end, List<(int At, int Header, int Length)> found, int depth)
    {
        for (var at = start; at + 2 <= end && found.Count < 2_000;)
        {
            int length = der[at + 1];
            var header = 2;
            if (length is > 0x80 and < 0x84)
            {
                header += length & 0x7F;
                if (at + header > end)
                {
                    return;
                }

                length = 0;
                for (var i = at + 2; i < at + header; i++)
                {
                    length = (length << 8) | der[i];
                }
            }

            if (length > 0x7FFFFF || (der[at + 1] is 0x80 or >= 0x84) || at + header + length > end)
            {
                return;
            }

            found.Add((at, header, length));
            if ((der[at] & 0x20) != 0 && depth < 30)
            {
                Walk(der, at + header, at + header + length, found, depth + 1);
            }

            at += header + length;
        }
    }
}
