using SocialWorkflows.Casework.Assessment;

namespace SocialWorkflows.Tests.Casework.Assessment;

public sealed class HomeCareFeeTests
{
    [Theory]
    [InlineData(null, Maintenance.Nobody, null)]
    [InlineData(IncomeStatuses.None, Maintenance.Unknown, "client")]
    [InlineData(IncomeStatuses.LowIncome, Maintenance.Poor, "client")]
    [InlineData(IncomeStatuses.Poor, Maintenance.Unknown, null)]
    [InlineData(IncomeStatuses.Poor, Maintenance.Solvent, "maintenance")]
    [InlineData(IncomeStatuses.Poor, Maintenance.Poor, "municipality")]
    [InlineData(IncomeStatuses.Poor, Maintenance.Nobody, "municipality")]
    public void Of_StatusAndMaintenance_PayerOrQuestion(string? status, string maintenance, string? payer)
    {
        var answer = HomeCareFee.Of(status, maintenance);

        answer.Payer.ShouldBe(payer);
        answer.Explanation.ShouldNotBeNullOrWhiteSpace();
        answer.IsQuestion.ShouldBe(answer.Explanation.Contains('?'));
    }
}
