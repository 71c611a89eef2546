using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Connectors.AzureStorage.Tables;

namespace SocialWorkflows.Connectors.AzureStorage.Cases;

/// <summary>Follows the links of one municipality after the other, as the table gives them; nothing but the newest link is held in memory.</summary>
internal sealed class ChainWalk(List<string> problems)
{
    private readonly Dictionary<string, long> _lengths = new(StringComparer.Ordinal);

    private string _municipality = string.Empty;
    private long _entries;
    private string _link = JournalChain.Start;
    private bool _headSeen = true;

    /// <summary>How many entries each chain says it has.</summary>
    public IReadOnlyDictionary<string, long> Lengths => _lengths;

    /// <summary>True when the row is a link. The head of a municipality comes behind all its links.</summary>
    public bool Take(TableEntity row)
    {
        if (row.PartitionKey != _municipality)
        {
            End();
            (_municipality, _entries, _link, _headSeen) = (row.PartitionKey, 0, JournalChain.Start, false);
        }

        if (row.RowKey == ChainLinks.HeadRow)
        {
            (_headSeen, _lengths[_municipality]) = (true, row.Number("Entries"));
            if (row.Number("Entries") != _entries || row.RequiredText("Link") != _link)
            {
                problems.Add($"{_municipality}: the chain ends elsewhere than its recorded head; entries were removed or added from outside.");
            }
        }

        if (!row.RowKey.StartsWith("c|", StringComparison.Ordinal))
        {
            return false;
        }

        _entries++;
        if (row.RowKey != ChainLinks.LinkRow(_entries) || JournalChain.Link(_link, row.RequiredText("Hash")) != row.RequiredText("Link"))
        {
            problems.Add($"{_municipality}/{row.RequiredText("CaseId")} version {row.Number("Version")}: the municipality's chain is broken before or at this entry.");
        }

        _link = row.RequiredText("Link");
        return true;
    }

    /// <summary>After the last row.</summary>
    public void End()
    {
        if (!_headSeen)
        {
            problems.Add($"{_municipality}: the chain has no head; entries were removed from outside.");
            _headSeen = true;
        }
    }
}
