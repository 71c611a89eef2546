namespace SocialWorkflows.Tests.Signatures.Fuzz;

/// <summary>Chooses the kind of change by what the bytes are.</summary>
internal static class Mutators
{
    public static byte[] Mutate(byte[] original, Random random)
    {
        if (random.Next(6) == 0 || original.Length < 8)
        {
            return ByteMutator.Mutate(original, random);
        }

        var head = original.AsSpan(0, Math.Min(1024, original.Length));
        if (head.StartsWith("PK"u8))
        {
            return ZipMutator.Mutate(original, random);
        }

        if (head.IndexOf("%PDF-"u8) >= 0)
        {
            return TextMutator.Pdf(original, random);
        }

        if (head[0] == 0x30)
        {
            return DerMutator.Mutate(original, random);
        }

        if (head.TrimStart("\uFEFF \r\n\t"u8).StartsWith("<"u8))
        {
            return XmlMutator.Mutate(original, random);
        }

        return head.IndexOf("Content-Type:"u8) >= 0 ? TextMutator.Mail(original, random) : ByteMutator.Mutate(original, random);
    }
}
