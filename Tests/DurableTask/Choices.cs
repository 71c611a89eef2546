namespace SocialWorkflows.Tests.DurableTask;

/// <summary>An endless row of choices made from a few numbers, the same every time: FsCheck makes and shrinks the numbers.</summary>
internal sealed class Choices(IReadOnlyList<int> numbers)
{
    private int _next;

    /// <summary>How many were made.</summary>
    public int Made => _next;

    /// <returns>From 0 to <paramref name="count"/> - 1.</returns>
    public int Next(int count) => (int)(Mix(numbers.Count == 0 ? 0 : numbers[_next % numbers.Count], _next++) % (uint)count);

    /// <returns>From <paramref name="first"/> to <paramref name="beyond"/> - 1.</returns>
    public int Next(int first, int beyond) => first + Next(beyond - first);

    /// <summary>Any fixed scrambling will do; HashCode differs from run to run, and a found failure must be found again.</summary>
    private static uint Mix(int choice, int position)
    {
        var x = ((uint)choice * 0x9E3779B1u) ^ ((uint)position * 0x85EBCA6Bu);
        x ^= x >> 15;
        x *= 0xC2B2AE35u;
        return x ^ (x >> 13);
    }
}
