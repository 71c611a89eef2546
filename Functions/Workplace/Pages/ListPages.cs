namespace SocialWorkflows.Functions.Workplace.Pages;

/// <summary>The pages of a long list, and which of them is shown.</summary>
/// <param name="Number">The page shown, from 1.</param>
/// <param name="Count">How many pages there are; 0 for an empty list.</param>
/// <param name="Address">The address of a page.</param>
internal sealed record ListPages(int Number, int Count, Func<int, string> Address)
{
    /// <summary>Lines on one page.</summary>
    public const int Size = 50;

    private const int Around = 4;

    /// <summary>Of a list that has not been read.</summary>
    public static ListPages None { get; } = new(1, 0, _ => "/");

    /// <summary>The first, the last and those around the one shown.</summary>
    public IEnumerable<int> Near => Enumerable.Range(1, Count).Where(n => n == 1 || n == Count || Math.Abs(n - Number) <= Around);

    /// <summary>Lines before the page shown.</summary>
    public int Skipped => (Number - 1) * Size;

    /// <param name="total">Lines of the whole list.</param>
    /// <param name="asked">The page asked for; beyond the last it is the last.</param>
    /// <param name="address">The address of a page.</param>
    public static ListPages Of(int total, int asked, Func<int, string> address)
    {
        var count = (total + Size - 1) / Size;
        return new ListPages(Math.Clamp(asked, 1, Math.Max(1, count)), count, address);
    }
}
