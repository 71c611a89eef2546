using SocialWorkflows.Casework.Intake;

namespace SocialWorkflows.Functions.Intake;

/// <summary>
/// The sizes of what is begun in all municipalities, held to <see cref="QueueOptions.MostBytes"/>, so that steps which wait for <see cref="BytesInWork"/> do
/// not stand in front of other work. One of each municipality is begun always.
/// </summary>
internal sealed class QueueBytes(long most)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (string Municipality, long Size)> _begun = new(StringComparer.Ordinal);
    private long _sum;

    /// <param name="row">Of the ledger.</param>
    /// <param name="isUrgent">Begun also without room.</param>
    public bool TryAdd(IntakeRow row, bool isUrgent)
    {
        lock (_gate)
        {
            if (!isUrgent && _sum + row.Size > most && _begun.Values.Any(b => b.Municipality == row.Municipality))
            {
                return false;
            }

            _sum += _begun.TryAdd(row.IntakeId, (row.Municipality, row.Size)) ? row.Size : 0;
            return true;
        }
    }

    public void Remove(string id)
    {
        lock (_gate)
        {
            _sum -= _begun.Remove(id, out var gone) ? gone.Size : 0;
        }
    }
}
