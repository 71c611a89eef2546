using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Functions.Decision;
using SocialWorkflows.Signatures;

namespace SocialWorkflows.Functions.Hosting;

/// <summary>What the drivers choose before the app is put together.</summary>
internal sealed record AppOptions
{
    /// <summary>Loopback port of the staff page; 0 takes a free one.</summary>
    public int Port { get; init; } = 7071;

    public required DataFolder Data { get; init; }

    public required TimeProvider Time { get; init; }

    /// <summary>Only the demo sets it; null takes the configured scanner.</summary>
    public IFileScanner? Scanner { get; init; }

    public required TrustStore Trust { get; init; }

    public required ISigningOffice SigningOffice { get; init; }

    /// <summary>Registers of the state that can be asked; none is connected yet.</summary>
    public IReadOnlyList<Casework.Registers.IStateRegister> Registers { get; init; } = [];

    public string PacksRoot { get; init; } = Municipalities.PackFolder.DefaultRoot;

    /// <summary>False in <c>demo --auto</c>, which moves mail and time itself.</summary>
    public bool RunsPumps { get; init; } = true;

    /// <summary>True only in <c>demo</c>: shows the button that moves the simulated calendar.</summary>
    public bool IsDemo { get; init; }

    /// <summary>Settings that stand above those of the environment.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>(StringComparer.Ordinal);

    /// <summary>File that receives the log; null writes it to the console.</summary>
    public string? LogFile { get; init; }
}
