"""Assembly of programmes and their stages into what the public pages show."""

from pipeline.pages.stages import PipelinePage, StageCount, pipeline_page, stage_counts

__all__ = ["PipelinePage", "StageCount", "pipeline_page", "stage_counts"]
