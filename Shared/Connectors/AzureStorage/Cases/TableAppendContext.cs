using SocialWorkflows.Casework.Cases;

namespace SocialWorkflows.Connectors.AzureStorage.Cases;

/// <summary>The decision asked for shared rows that were not read yet; they are read and it decides again.</summary>
internal sealed class CommonRowsNeededException() : Exception("The shared rows of the municipality are needed.");

internal sealed class TableAppendContext(CaseRecord record, DateTimeOffset now, CommonUse? common) : IAppendContext
{
    public CaseState State => record.State;

    public long Version => record.Version;

    public DateTimeOffset Now => now;

    private CommonUse Common => common ?? throw new CommonRowsNeededException();

    private string? Former => CaseStake.TakenOverFrom(record.State);

    public long NextNumber(string series) => Common.Next(series);

    public int PlacesTaken(string facilityId) => Common.Look().Taken(facilityId, record.Case.CaseId, Former);

    public int QueueAhead(string facilityId) => Common.Look().QueueAhead(facilityId, record.Case.CaseId);

    public bool HoldsPlace(string facilityId) => Common.Look().Holds(facilityId, record.Case.CaseId, Former);
}
