namespace SocialWorkflows.Tests.Connectors.Contract;

public sealed class SqliteJournalTests : JournalContract
{
    private protected override Task<StoreHouse> OpenAsync() => Task.FromResult<StoreHouse>(new SqliteHouse());
}

public sealed class SqliteCapacityTests : CapacityContract
{
    private protected override Task<StoreHouse> OpenAsync() => Task.FromResult<StoreHouse>(new SqliteHouse());
}

public sealed class SqliteKeepingTests : KeepingContract
{
    private protected override Task<StoreHouse> OpenAsync() => Task.FromResult<StoreHouse>(new SqliteHouse());
}

public sealed class SqliteLedgerTests : LedgerContract
{
    private protected override Task<StoreHouse> OpenAsync() => Task.FromResult<StoreHouse>(new SqliteHouse());
}

public sealed class SqliteBoardTests : BoardContract
{
    private protected override Task<StoreHouse> OpenAsync() => Task.FromResult<StoreHouse>(new SqliteHouse());
}

public sealed class SqliteLooksTests : LooksContract
{
    private protected override Task<StoreHouse> OpenAsync() => Task.FromResult<StoreHouse>(new SqliteHouse());
}

public sealed class SqliteTeamsMemoryTests : TeamsMemoryContract
{
    private protected override Task<StoreHouse> OpenAsync() => Task.FromResult<StoreHouse>(new SqliteHouse());
}
