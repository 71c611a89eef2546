using System.Runtime.CompilerServices;
using SocialWorkflows.Casework.Cases;

namespace SocialWorkflows.Connectors.Sqlite;

public sealed class SqliteStoreCheck(CaseDatabase database, CaseIndexKeys keys) : IStoreCheck
{
    private const int PageSize = 200;

    public async IAsyncEnumerable<CaseRef> CasesAsync(CaseRef? after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var (page, last) = (new List<CaseRef>(), after ?? new CaseRef(string.Empty, string.Empty)); ; last = page[^1])
        {
            var from = last;
            page = await database.ReadAsync(
                connection => connection.Query(
                    null,
                    $"SELECT DISTINCT municipality, case_id FROM journal WHERE (municipality, case_id) > ($m, $c) ORDER BY municipality, case_id LIMIT {PageSize}",
                    row => new CaseRef(row.GetString(0), row.GetString(1)),
                    ("m", from.Municipality), ("c", from.CaseId)),
                cancellation);
            foreach (var reference in page)
            {
                yield return reference;
            }

            if (page.Count < PageSize)
            {
                yield break;
            }
        }
    }

    public Task<IReadOnlyList<string>> CheckCaseAsync(CaseRef reference, CancellationToken cancellation) => database.ReadAsync<IReadOnlyList<string>>(
        connection =>
        {
            using var snapshot = connection.BeginTransaction(deferred: true);
            var problems = CaseCheck.Check(connection, snapshot, reference);
            return problems.Count > 0 ? problems : ProjectionCheck.CompareCase(connection, snapshot, reference, keys);
        },
        cancellation);

    public Task<IReadOnlyList<string>> CheckChainsAsync(CancellationToken cancellation) => database.ReadAsync<IReadOnlyList<string>>(
        connection =>
        {
            using var snapshot = connection.BeginTransaction(deferred: true);
            List<string> problems = [];
            LinkCheck.Check(connection, snapshot, problems);
            return problems;
        },
        cancellation);

    public Task<IReadOnlyList<ChainHead>> HeadsAsync(CancellationToken cancellation) => database.ReadAsync<IReadOnlyList<ChainHead>>(
        connection => connection.Query(
            null, "SELECT municipality, entries, link FROM chain_heads ORDER BY municipality", row => new ChainHead(row.GetString(0), row.GetInt64(1), row.GetString(2))),
        cancellation);

    public Task<IReadOnlyDictionary<long, string>> LinksAtAsync(string municipality, IReadOnlyCollection<long> entries, CancellationToken cancellation) => database.ReadAsync<IReadOnlyDictionary<long, string>>(
        connection =>
        {
            var (wanted, at, links) = (entries.ToHashSet(), 0L, new Dictionary<long, string>());
            connection.Each(
                null,
                "SELECT link FROM journal WHERE municipality=$m ORDER BY seq",
                row =>
                {
                    if (wanted.Contains(++at))
                    {
                        links[at] = row.GetString(0);
                    }
                },
                ("m", municipality));
            return links;
        },
        cancellation);
}
