namespace SocialWorkflows.Tests.Connectors.Contract;

public sealed class AzureJournalTests : JournalContract
{
    private protected override async Task<StoreHouse> OpenAsync() => await AzuriteHouse.CreateAsync();
}

public sealed class AzureCapacityTests : CapacityContract
{
    private protected override async Task<StoreHouse> OpenAsync() => await AzuriteHouse.CreateAsync();
}

public sealed class AzureKeepingTests : KeepingContract
{
    private protected override async Task<StoreHouse> OpenAsync() => await AzuriteHouse.CreateAsync();
}

public sealed class AzureLedgerTests : LedgerContract
{
    private protected override async Task<StoreHouse> OpenAsync() => await AzuriteHouse.CreateAsync();
}

public sealed class AzureBoardTests : BoardContract
{
    private protected override async Task<StoreHouse> OpenAsync() => await AzuriteHouse.CreateAsync();
}

public sealed class AzureLooksTests : LooksContract
{
    private protected override async Task<StoreHouse> OpenAsync() => await AzuriteHouse.CreateAsync();
}

public sealed class AzureTeamsMemoryTests : TeamsMemoryContract
{
    private protected override async Task<StoreHouse> OpenAsync() => await AzuriteHouse.CreateAsync();
}
