using System.Net;
using System.Text;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Lists;

/// <summary>What people do with a list on its pages.</summary>
internal static class ListSteps
{
    public const string Occasion = "2026";

    public static async Task<string> UploadAsync(CounterBrowser browser, string csv, string note = "Saņemšana kultūras centrā 12. decembrī.", string occasion = Occasion)
    {
        var answer = await browser.PostAsync(
            "/lists", "/lists", [("kind", "christmas-parcel"), ("occasion", occasion), ("note", note)], [("saraksts.csv", Encoding.UTF8.GetBytes(csv))], filesName: "file");
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        return answer.Headers.Location!.ToString();
    }

    /// <summary>The registrar lets go what the head brought.</summary>
    public static async Task<HttpStatusCode> ConfirmAsync(WayHouse house, string path, int count)
    {
        using var second = await CounterBrowser.SignInAsync(house, house.Person(Roles.Registrar).Id);
        return await ConfirmAsync(second, path, count);
    }

    public static async Task<HttpStatusCode> ConfirmAsync(CounterBrowser browser, string path, int count) =>
        (await browser.PostAsync(path, path, [("mark", await HiddenAsync(browser, path, "mark")), ("count", $"{count}")])).StatusCode;

    public static async Task<string> HiddenAsync(CounterBrowser browser, string path, string name) =>
        CounterBrowser.Hidden(await (await browser.GetAsync(path)).Content.ReadAsStringAsync(), name);
}
