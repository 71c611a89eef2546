namespace SocialWorkflows.Tests;

public sealed class HouseTests
{
    [Fact]
    public void X() => 1.ShouldBe(1);
}
