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

    /// <summary>Most bytes that <see cref="SignDetached"/> can return.</summary>
    int MaximumSize { get; }

    /// <summary>A detached CMS (CAdES, RFC 5652) over <paramref name="content"/>, DER encoded.</summary>
    byte[] SignDetached(byte[] content);
}
