namespace SocialWorkflows.Casework.Registers;

/// <summary>A register of the state that can be asked about a person: VSAA, VID, PMLP.</summary>
public interface IStateRegister
{
    /// <summary>As staff know it, for example <c>VSAA</c>.</summary>
    string Name { get; }

    /// <summary>What it is asked for, in the words of the card.</summary>
    IReadOnlyList<string> Fields { get; }

    /// <summary>The fields it knows; one it leaves out is unknown. Any exception means that nothing is known.</summary>
    Task<IReadOnlyDictionary<string, string>> AskAsync(string personalCode, CancellationToken cancellation);
}
