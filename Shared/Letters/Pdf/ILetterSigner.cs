namespace SocialWorkflows.Letters.Pdf;

/// <summary>Signs a letter while it is written. Implementations hold the key; the letter only makes room and says so in its text.</summary>
public interface ILetterSigner
{
    /// <summary>Name stored in the signature dictionary.</summary>
    string SignerName { get; }

    /// <summary>Whether the signature carries an RFC 3161 time-stamp; only then does the letter say so.</summary>
    bool HasTimeStamp { get; }

    /// <summary>A seal of an institution and no signature of a person; the letter says which it is.</summary>
    bool IsSeal => false;

    /// <summary>
    /// Bytes that <see cref="SignDetached"/> usually returns, with a margin: so much room is left in the file, twice, since it is written as hexadecimal
    /// text. A larger signature is made once more in a file with room for it.
    /// </summary>
    int ExpectedSize { get; }

    /// <summary>When it signs, as the signature dictionary says; null: the day of the letter.</summary>
    DateTimeOffset? SigningTime => null;

    /// <summary>A detached CMS (CAdES, RFC 5652) over <paramref name="content"/>, DER encoded.</summary>
    byte[] SignDetached(byte[] content);
}
