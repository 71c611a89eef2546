using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace SocialWorkflows.Functions.Workplace.Pages.Status;

/// <summary>A whole page that is not the one asked for, with its own status.</summary>
internal sealed class ViewResultOfStatus : ViewResult
{
    public ViewResultOfStatus(string view, int status, ViewDataDictionary data, ITempDataDictionary temp, string model)
    {
        ViewName = $"/Workplace/Pages/Status/{view}.cshtml";
        StatusCode = status;
        TempData = temp;
        ViewData = new ViewDataDictionary<string>(new Microsoft.AspNetCore.Mvc.ModelBinding.EmptyModelMetadataProvider(), data.ModelState) { Model = model };
    }
}
