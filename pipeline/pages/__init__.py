"""Assembly of programmes and their stages into what the public pages show."""

from pipeline.pages.stages import Line, PipelinePage, StageCount, pipeline_page, stage_counts

__all__ = ["Line", "PipelinePage", "StageCount", "pipeline_page", "stage_counts"]
