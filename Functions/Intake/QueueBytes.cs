using SocialWorkflows.Casework.Intake;

namespace SocialWorkflows.Functions.Intake;

/// <summary>
/// The sizes of what is begun in all municipalities, held to <see cref="QueueOptions.MostBytes"/>, so that steps which wait for <see cref="BytesInWork"/> do
/// not stand in front of other work. Small and large letters have shares of their own; of each, one of each municipality is begun always.
/// </summary>
internal sealed class QueueBytes(QueueOptions options)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (string Municipality, long Size)> _begun = new(StringComparer.Ordinal);

    /// <param name="row">Of the ledger.</param>
    /// <param name="isUrgent">Begun also without room.</param>
    public bool TryAdd(IntakeRow row, bool isUrgent)
    {
        lock (_gate)
        {
            var isSmall = row.Size <= options.SmallLetter;
            var alike = _begun.Values.Where(b => b.Size <= options.SmallLetter == isSmall).ToList();
            if (!isUrgent && alike.Sum(b => b.Size) + row.Size > options.MostBytesOf(isSmall) && alike.Exists(b => b.Municipality == row.Municipality))
            {
                return false;
            }

            _begun.TryAdd(row.IntakeId, (row.Municipality, row.Size));
            return true;
        }
    }

    public void Remove(string id)
    {
        lock (_gate)
        {
            _begun.Remove(id);
        }
    }
}
